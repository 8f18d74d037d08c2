using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Eegavi.Data;
using Eegavi.Data.Batches;
using Eegavi.Data.Cache;
using Eegavi.Data.Windows;
using Eegavi.Plugins;
using Eegavi.Training.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli.Running;

/// <summary>Reads runs and opens their data; each data set is opened once.</summary>
/// <param name="services">The tool's services.</param>
/// <param name="folder">What relative paths in the runs are relative to.</param>
/// <param name="progress">Told of each file that was read.</param>
internal sealed class Bench(IServiceProvider services, string folder, IProgress<ReadProgress>? progress = null)
{
    private readonly ConcurrentDictionary<string, IBatchSource> _open = new(StringComparer.Ordinal);
    private readonly SpecBinder _binder = services.GetRequiredService<SpecBinder>();

    public Workbench ToWorkbench() => new(services.GetRequiredService<IParts>(), Read, Open);

    /// <summary>A run's configuration.</summary>
    public RunSpec Read(JsonObject run) => _binder.Bind<RunSpec>(ResolvedConfiguration.From(run, folder));

    /// <summary>The <c>data</c> section of a run.</summary>
    public DataSpec ReadData(JsonObject data) =>
        _binder.Bind<DataSpec>(ResolvedConfiguration.From(new JsonObject { ["data"] = data.DeepClone() }, folder), "data");

    private IBatchSource Open(JsonObject data) => _open.GetOrAdd(data.ToJsonString(), _ => Open(ReadData(data)));

    /// <summary>Opens a data set.</summary>
    public BatchMaker Open(DataSpec spec)
    {
        var reader = new DataSetReader(new FeatureCache(spec.Cache ?? UserCache.Folder), progress, services.SignalReaders());
        return new BatchMaker(reader.Read(Path.Combine(spec.Folder, "manifest.json"), spec.Modalities.Count == 0 ? null : spec.Modalities), tables: spec.Tables);
    }
}
