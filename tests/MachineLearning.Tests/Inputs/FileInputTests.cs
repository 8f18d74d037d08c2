using Eegavi.Data.Writers;
using Eegavi.Encoders;
using Eegavi.Models;
using Eegavi.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Tests.Inputs;

public sealed class FileInputTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly string _edf;

    // Two channels at 64 Hz for 6 s; F7 is a ramp that tells where a window was cut.
    public FileInputTests()
    {
        _edf = Path.Combine(_folder, "a.edf");
        float[] ramp = [.. Enumerable.Range(0, 384).Select(i => i / 4f)];
        EdfWriter.Write(_edf, [new() { Channels = ["F7", "F8"], RateHz = 64, Unit = "uV", Samples = [ramp, [.. ramp.Select(v => 10 - v)]] }]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void PathsOfFiles_AreReadAsWindows()
    {
        using var fitted = Fitted();
        var paths = Embeddings(fitted, new PathRow { Eeg = _edf, Start = 1 }, new PathRow { Eeg = _edf, Start = 3 }, new PathRow { Eeg = "" });
        paths[0].Should().NotEqual(paths[1], "the windows lie at other seconds");

        var read = Data.Windows.FileWindow.Read(_edf, 1, Options.Inputs["eeg"].File!);
        using var vectors = Fitted(paths: false);
        var same = _ml.Data.CreateEnumerable<Embedded>(vectors.Transform(_ml.Data.LoadFromEnumerable([new VectorRow { Eeg = read.Values }])), false).Single().Embedding;
        for (var d = 0; d < 4; d++) same[d].Should().BeApproximately(paths[0][d], 1e-5f);
    }

    [Fact]
    public void AFileThatIsNotThere_IsNamed()
    {
        using var fitted = Fitted();
        this.Invoking(t => t.Embeddings(fitted, new PathRow { Eeg = "nowhere.edf" })).Should().Throw<FileNotFoundException>().WithMessage("*'nowhere.edf'*");
    }

    [Fact]
    public void AStartThatIsNoNumber_IsSaid()
    {
        using var fitted = Fitted();
        this.Invoking(t => t.Embeddings(fitted, new PathRow { Eeg = _edf, Start = float.NaN })).Should().Throw<ArgumentException>().WithMessage("Column 'Start': expected the second of *a.edf*got NaN.");
    }

    [Fact]
    public void OtherChannels_SayWhatTheEncoderWants()
    {
        using var fitted = Fitted(channels: ["F7"]);
        this.Invoking(t => t.Embeddings(fitted, new PathRow { Eeg = _edf })).Should().Throw<InvalidDataException>().WithMessage("*expected windows [2, *]*got [1, 128]*");
    }

    private static FusionOptions Options { get; } = new()
    {
        Model = new()
        {
            Width = 4,
            Query = new() { Encoder = new() { Encoder = new("conv-eeg", new ConvEegEncoderOptions { Channels = 2, SamplingRateHz = 64, Widths = [6, 4] }) } },
        },
        Inputs = new Dictionary<string, InputSpec>
        {
            ["eeg"] = new() { File = new() { Kind = Data.Manifests.ModalityKind.Signal, Seconds = 2, Channels = ["F7", "F8"] }, StartColumn = "Start" },
        },
    };

    private float[][] Embeddings(FusionTransformer fitted, params PathRow[] rows) =>
        [.. _ml.Data.CreateEnumerable<Embedded>(fitted.Transform(_ml.Data.LoadFromEnumerable(rows)), reuseRowObject: false, ignoreMissingColumns: true).Select(row => row.Embedding)];

    private FusionTransformer Fitted(bool paths = true, string[]? channels = null)
    {
        TorchSharp.torch.manual_seed(1);
        var weights = Path.Combine(_folder, "model.safetensors");
        using (var model = new ModelBuilder(new Parts(PipelineParts.Catalog)).Build(Options.Model)) ModuleWeights.Save(model, weights);
        var input = Options.Inputs["eeg"];
        if (channels is not null) input = input with { File = input.File! with { Channels = channels } };
        var options = Options with { Weights = weights, Inputs = new Dictionary<string, InputSpec> { ["eeg"] = paths ? input : new() } };
        return _ml.Transforms.Eegavi(options).Fit(paths ? _ml.Data.LoadFromEnumerable(Array.Empty<PathRow>()) : _ml.Data.LoadFromEnumerable(Array.Empty<VectorRow>()));
    }

    private sealed class PathRow
    {
        public int Number { get; set; }

        [ColumnName("eeg")] public string Eeg { get; set; } = "";

        public float Start { get; set; }
    }

    private sealed class VectorRow
    {
        public int Number { get; set; }

        [ColumnName("eeg")] public float[] Eeg { get; set; } = [];
    }
}
