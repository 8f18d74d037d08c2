using Eegavi.Models;
using Eegavi.Models.Inspection;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;
using TorchSharp;

namespace Eegavi.Cli.Running;

/// <summary>A model that is looked at, with its losses and windows. Owns the model, its losses and the data.</summary>
internal sealed class ExaminedModel : IDisposable
{
    // Enough for a mean to mean something, few enough for a laptop.
    private const int RowsOfData = 32;
    private readonly IBatchSource? _data;
    private readonly IReadOnlyDictionary<string, int> _teachers;

    private ExaminedModel(ModelSource source, ExaminedSpec spec, FusionModel model, Objective? objective, IBatchSource? data, IReadOnlyDictionary<string, WindowShape> windows, IReadOnlyDictionary<string, int> teachers) =>
        (Source, Spec, Model, Objective, _data, Windows, _teachers) = (source, spec, model, objective, data, windows, teachers);

    public ModelSource Source { get; }

    public ExaminedSpec Spec { get; }

    public FusionModel Model { get; }

    /// <summary>Null where the file has no losses.</summary>
    public Objective? Objective { get; }

    public IReadOnlyDictionary<string, WindowShape> Windows { get; }

    /// <summary>Whether windows are those of a data set.</summary>
    public bool HasData => _data is not null;

    /// <summary>Builds it.</summary>
    /// <param name="services">The tool's services.</param>
    /// <param name="source">Its configuration.</param>
    /// <param name="weights">Its trained weights; null = as they are drawn.</param>
    /// <param name="wishes">How large its windows are.</param>
    public static ExaminedModel Build(IServiceProvider services, ModelSource source, string? weights, WindowWishes wishes)
    {
        var (parts, spec) = (services.GetRequiredService<IParts>(), ExaminedSpec.Read(services.GetRequiredService<SpecBinder>(), source.Json, source.Folder));
        IBatchSource? data = wishes.FromData ? new Bench(services, source.Folder).Open(spec.Data ?? throw new ArgumentException("--data: expected a file that names its data; got none.")) : null;
        torch.manual_seed(spec.Training.Seed);
        var model = new ModelBuilder(parts).Build(spec.Model);
        if (weights is not null)
        {
            using var file = SafetensorsFile.Open(weights);
            ModuleWeights.Load(model, file);
        }
        var teachers = Training.TeacherSpec.Widths(new Bench(services, source.Folder).ToWorkbench(), spec.Teachers);
        var objective = spec.Losses.Count == 0 ? null : new ObjectiveBuilder(parts).Build(spec.Losses, model, teachers);
        return new(source, spec, model, objective, data, wishes.Of(model, spec.Data, data), teachers);
    }

    /// <summary>Runs it once: over example rows, or over rows spread over its data.</summary>
    public ModelReport Run(bool diagnostics)
    {
        // Losses that stand on teachers are run over examples: teachers belong to training.
        if (_data is null || (Objective is not null && _teachers.Count > 0)) return DryRun.Of(Model, Windows, diagnostics: diagnostics, objective: Objective, teachers: _teachers);
        var count = Math.Min(RowsOfData, _data.RowIds.Count);
        int[] rows = [.. Enumerable.Range(0, count).Select(i => i * _data.RowIds.Count / count)];
        using var batch = _data.Make(rows);
        return DryRun.Of(Model, Windows, batch, diagnostics, Objective);
    }

    public void Dispose()
    {
        Objective?.Dispose();
        Model.Dispose();
        (_data as IDisposable)?.Dispose();
    }
}
