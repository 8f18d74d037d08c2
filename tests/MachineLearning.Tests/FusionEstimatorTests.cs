using Eegavi.Encoders;
using Eegavi.Models;
using Eegavi.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Tests;

public class FusionEstimatorTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Fit_Trains_AndScoresFollowTheLabel()
    {
        var rows = Recordings.Make(48);
        var table = Keyed(rows);
        using var fitted = _ml.Transforms.Eegavi(Recordings.Training with { Output = new() { Scores = true } }).Fit(table);
        var scores = fitted.Transform(table).GetColumn<float[]>("Score.Mood").ToList();
        rows.Count(row => (scores[row.Number][0] > scores[row.Number][1]) == (row.Mood == "glad")).Should().BeGreaterThan(44);
        VBuffer<ReadOnlyMemory<char>> names = default;
        fitted.Transform(table).Schema["Score.Mood"].GetSlotNames(ref names);
        names.DenseValues().Select(name => name.ToString()).Should().Equal("glad", "sad");
    }

    [Fact]
    public void Fit_LeavesRowsOfOtherSplitsOut()
    {
        var rows = Recordings.Make(32);
        foreach (var row in rows.Where(row => row.Number >= 16)) (row.Use, row.Eeg) = ("test", [.. row.Eeg.Select(_ => float.PositiveInfinity)]);
        // Rows of infinities would make the loss diverge.
        _ml.Transforms.Eegavi(Recordings.Training with { SplitColumn = "Use" }).Invoking(e => e.Fit(Keyed(rows)).Dispose()).Should().NotThrow();
    }

    [Fact]
    public void Fit_WithWeights_GoesOnFromThem()
    {
        var path = Path.GetTempFileName();
        try
        {
            var table = Keyed(Recordings.Make(24));
            using var first = _ml.Transforms.Eegavi(Recordings.Training).Fit(table);
            ModuleWeights.Save(first.Model, path);
            var still = Recordings.Training with { Weights = path, Training = Recordings.Training.Training with { Epochs = 1, LearningRate = 1e-9 } };
            using var second = _ml.Transforms.Eegavi(still).Fit(table);
            second.Transform(table).GetColumn<float[]>("Embedding").First().Zip(first.Transform(table).GetColumn<float[]>("Embedding").First())
                .Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Ratings condition the query in training; users of the model have no such column.
    [Fact]
    public void ATableThatOnlyTrainingHas_IsReadInFitAlone()
    {
        var model = Recordings.Model with
        {
            Sidecars = new Dictionary<string, SidecarSpec> { ["Ratings"] = new() { Encoder = new() { Encoder = new("tabular", new TabularEncoderOptions { Columns = 2 }) }, Dropout = 0.5 } },
            Fusion = [new() { Block = new("film-sidecar"), From = ["Ratings"] }],
        };
        var estimator = _ml.Transforms.Eegavi(Recordings.Training with { Model = model });
        estimator.Invoking(e => e.Fit(Keyed(Recordings.Make(16)))).Should().Throw<ArgumentException>().WithMessage("Expected the column 'Ratings'*");
        var rated = _ml.Data.LoadFromEnumerable(Recordings.Make(16).Select(row => new Rated { Eeg = row.Eeg, Audio = row.Audio, Mood = row.Mood, Person = row.Person, Ratings = [1, row.Number % 3 == 0 ? float.NaN : 5] }));
        using var fitted = estimator.Fit(_ml.Transforms.Conversion.MapValueToKey("Mood").Fit(rated).Transform(rated));
        fitted.Transform(Recordings.View(_ml, Recordings.Make(3))).GetColumn<float[]>("Embedding").Should().HaveCount(3);
    }

    [Fact]
    public void Fit_WithoutTheLabel_Refuses() => _ml.Transforms.Eegavi(Recordings.Training with { LabelColumn = "Feeling" })
        .Invoking(e => e.Fit(Keyed(Recordings.Make(8)))).Should().Throw<ArgumentException>().WithMessage("The losses learn the label 'Mood'*got 'Feeling'.");

    [Fact]
    public void Fit_ALabelOfText_SaysWhatToPutBefore() => _ml.Transforms.Eegavi(Recordings.Training)
        .Invoking(e => e.Fit(Recordings.View(_ml, Recordings.Make(8)))).Should().Throw<ArgumentException>().WithMessage("Column 'Mood': expected a key (put MapValueToKey before the model)*");

    [Fact]
    public void Fit_ALabelThatIsAnInput_Refuses() => _ml.Transforms.Eegavi(Recordings.Training with { LabelColumn = "Audio" })
        .Invoking(e => e.Fit(Keyed(Recordings.Make(8)))).Should().Throw<ArgumentException>().WithMessage("*'Audio' is both*");

    [Fact]
    public void InAChain_TheSchemaIsCheckedBeforeAnythingRuns() => _ml.Transforms.CopyColumns("Other", "Eeg").Append(_ml.Transforms.Eegavi(Recordings.Training with { GroupColumn = "Subject" }))
        .Invoking(chain => chain.Fit(Keyed(Recordings.Make(8)))).Should().Throw<ArgumentException>().WithMessage("Expected the columns Subject*");

    [Fact]
    public void InAChain_ColumnsBesideAModalityAreLookedForToo() => _ml.Transforms.CopyColumns("Other", "Eeg")
        .Append(_ml.Transforms.Eegavi(Recordings.Training with { Inputs = new Dictionary<string, InputSpec> { ["Eeg"] = new() { SecondsColumn = "Times" } } }))
        .Invoking(chain => chain.Fit(Keyed(Recordings.Make(8)))).Should().Throw<ArgumentException>().WithMessage("Expected the columns Times*");

    [Theory]
    [InlineData(1)]
    [InlineData(1.0)]
    [InlineData((short)1)]
    public void Groups_MayBeNumbersOfAnyType(object group)
    {
        var table = Keyed(Recordings.Make(8));
        var grouped = group switch
        {
            double => Made<double>(table, (row, made) => made.Subject = row.Number),
            short => Made<short>(table, (row, made) => made.Subject = (short)row.Number),
            _ => Made<int>(table, (row, made) => made.Subject = row.Number),
        };
        _ml.Transforms.Eegavi(Recordings.Training with { GroupColumn = "Subject", Training = Recordings.Training.Training with { Epochs = 1 } })
            .Invoking(e => e.Fit(grouped).Dispose()).Should().NotThrow();
    }

    [Fact]
    public void NothingToTrainAndNothingToLoad_IsAnError() => FluentActions.Invoking(() => new FusionEstimator(Recordings.Training with { Losses = [] }))
        .Should().Throw<ConfigurationException>().WithMessage("*expected losses to train with, or weights to load*");

    private IDataView Keyed(List<Recording> rows)
    {
        var table = Recordings.View(_ml, rows);
        return _ml.Transforms.Conversion.MapValueToKey("Mood").Fit(table).Transform(table);
    }

    private IDataView Made<T>(IDataView table, Action<Recording, Grouped<T>> map) where T : struct =>
        _ml.Transforms.CustomMapping<Numbered, Grouped<T>>((row, made) => map(new() { Number = row.Number }, made), contractName: null).Fit(table).Transform(table);

    private sealed class Numbered
    {
        public int Number { get; set; }
    }

    private sealed class Grouped<T> where T : struct
    {
        public T Subject { get; set; }
    }

    private sealed class Rated : Recording
    {
        public float[] Ratings { get; set; } = [];
    }
}
