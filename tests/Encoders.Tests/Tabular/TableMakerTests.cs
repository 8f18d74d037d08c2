using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Encoders.Tests;

public class TableMakerTests
{
    private readonly Rated _data = new(subjects: 6, rows: 20);

    [Fact]
    public void Clusters_FourHeaps_AreFound()
    {
        using var clusters = new RatingClusters(new() { Labels = ["valence", "arousal"], Clusters = 4 });
        clusters.Fit(_data, _data.All);

        int[] rated = [.. _data.All.Where(row => row % 20 != 19)];
        var table = clusters.call(_data.Make(rated));
        var found = table.Values.argmax(1).data<long>().ToArray();

        table.Values.sum(1).allclose(ones(rated.Length)).Should().BeTrue();
        found.Zip(rated.Select(row => _data.Quadrants[row])).Distinct().Should().HaveCount(4, "each heap has one cluster, and each cluster one heap");
    }

    [Fact]
    public void Clusters_OtherRowsThanThoseOfTraining_ChangeNothing()
    {
        using var all = new RatingClusters(new() { Labels = ["valence", "arousal"] });
        using var same = new RatingClusters(new() { Labels = ["valence", "arousal"] });
        all.Fit(_data, _data.All[..60]);
        same.Fit(new Rated(subjects: 6, rows: 20, shiftFrom: 60), _data.All[..60]);

        foreach (var (name, buffer) in all.state_dict()) buffer.to_type(ScalarType.Float32).allclose(same.state_dict()[name].to_type(ScalarType.Float32), 0, 0).Should().BeTrue(name);
    }

    [Fact]
    public void Clusters_BeforeTheFit_AreMissing()
    {
        using var clusters = new RatingClusters(new() { Labels = ["valence"] });
        clusters.call(_data.Make([0, 1])).Valid.any().ToBoolean().Should().BeFalse();
    }

    [Fact]
    public void Clusters_ARowWithoutARating_HasNone()
    {
        using var clusters = new RatingClusters(new() { Labels = ["valence", "arousal"] });
        clusters.Fit(_data, _data.All);
        // Row 19 of each subject has no ratings.
        clusters.call(_data.Make([18, 19])).Valid.any(1).data<bool>().ToArray().Should().Equal(true, false);
    }

    [Fact]
    public void Predicted_NewRows_FollowTheRatings()
    {
        using var table = new PredictedRatings(new() { Labels = ["valence", "arousal"], Width = 3 });
        table.Fit(_data, _data.All[..80]);

        var predicted = table.call(_data.Make(_data.All[80..]));

        Correlation(predicted.Values.select(1, 0), _data.Valence[80..]).Should().BeGreaterThan(0.8);
    }

    [Fact]
    public void Predicted_ATrainingRow_IsPredictedFromOtherSubjects()
    {
        // Where ratings are noise a fit to a row itself would follow it; a fit to others cannot.
        var noise = new Rated(subjects: 6, rows: 4, told: false);
        using var table = new PredictedRatings(new() { Labels = ["valence"], Width = 3, Ridge = 1e-6 });
        table.Fit(noise, noise.All);
        var training = table.call(noise.Make(noise.All)).Values.select(1, 0);

        using var reloaded = new PredictedRatings(new() { Labels = ["valence"], Width = 3 });
        reloaded.load_state_dict(table.state_dict());
        var fitted = reloaded.call(noise.Make(noise.All)).Values.select(1, 0);

        Correlation(fitted, noise.Valence).Should().BeGreaterThan(0.1);
        Correlation(training, noise.Valence).Should().BeLessThan(Correlation(fitted, noise.Valence) - 0.1);
    }

    [Fact]
    public void Predicted_OneSubject_IsRefused()
    {
        using var table = new PredictedRatings(new() { Labels = ["valence"], Width = 3 });
        table.Invoking(t => t.Fit(_data, _data.All[..20])).Should().Throw<ArgumentException>().WithMessage("*at least two subjects; got 1.");
    }

    [Fact]
    public void Predicted_ALabelThatIsNotThere_NamesThoseThatAre()
    {
        using var table = new PredictedRatings(new() { Labels = ["joy"], Width = 3 });
        table.Invoking(t => t.Fit(_data, _data.All)).Should().Throw<ArgumentException>().WithMessage("*label 'joy'; got arousal, valence.");
    }

    private static double Correlation(Tensor values, double[] others)
    {
        var (a, b) = (values.data<float>().Select(v => (double)v).ToArray(), others);
        var (ma, mb) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum() / Math.Sqrt(a.Sum(x => (x - ma) * (x - ma)) * b.Sum(y => (y - mb) * (y - mb)));
    }

    /// <summary>Tokens [rows, 5, 3] whose first two channels say in which quadrant valence and arousal lie.</summary>
    private sealed class Rated : IBatchSource
    {
        private readonly float[][] _tokens;
        private readonly double[] _arousal;
        private readonly int _rows;

        public Rated(int subjects, int rows, bool told = true, int shiftFrom = int.MaxValue)
        {
            var random = new Random(7);
            var count = subjects * rows;
            (_rows, _tokens, Valence, _arousal, Quadrants) = (rows, new float[count][], new double[count], new double[count], new int[count]);
            for (var i = 0; i < count; i++)
            {
                var (v, a) = (random.Next(2) * 2 - 1, random.Next(2) * 2 - 1);
                Quadrants[i] = (v + 1) + (a + 1) / 2;
                (Valence[i], _arousal[i]) = (5 + 2 * v + 0.2 * random.NextDouble(), 5 + 2 * a + 0.2 * random.NextDouble());
                if (!told) Valence[i] = 5 + 4 * (random.NextDouble() - 0.5);
                if (i >= shiftFrom) Valence[i] += 100;
                _tokens[i] = [.. Enumerable.Range(0, 15).Select(k => (float)((told && k % 3 == 0 ? v : told && k % 3 == 1 ? a : 0) + random.NextDouble() - 0.5))];
            }
            RowIds = [.. Enumerable.Range(0, count).Select(i => $"r{i}")];
            Subjects = [.. Enumerable.Range(0, count).Select(i => $"s{i / rows}")];
        }

        public double[] Valence { get; }

        public int[] Quadrants { get; }

        public IReadOnlyList<string> RowIds { get; }

        public IReadOnlyList<string> Subjects { get; }

        public string Fingerprint => "rated";

        public int[] All => [.. Enumerable.Range(0, RowIds.Count)];

        public Batch Make(IReadOnlyList<int> rows) => new()
        {
            Modalities = new Dictionary<string, ModalityWindow>
            {
                ["eeg"] = new() { Values = tensor(rows.SelectMany(r => _tokens[r]).ToArray(), [rows.Count, 5, 3]), Valid = ones([rows.Count, 5], ScalarType.Bool), Seconds = zeros(rows.Count, 5) },
            },
            Labels = new Dictionary<string, LabelColumn> { ["valence"] = Column(rows, Valence), ["arousal"] = Column(rows, _arousal) },
            RowIds = [.. rows.Select(r => RowIds[r])],
            Subjects = [.. rows.Select(r => Subjects[r])],
        };

        private LabelColumn Column(IReadOnlyList<int> rows, double[] values) => new()
        {
            Values = tensor(rows.Select(r => (float)values[r]).ToArray()),
            Present = tensor(rows.Select(r => _rows < 20 || r % _rows != _rows - 1).ToArray()),
        };
    }
}
