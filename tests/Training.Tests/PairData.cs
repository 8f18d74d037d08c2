using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

/// <summary>
/// Rows of cached tokens with two labels: <c>easy</c> is the sign that EEG carries, <c>pair</c> the product of the signs that EEG and audio carry.
/// EEG [rows, 4, 3], audio [rows, 5, 2]; the last row of every subject has no label.
/// </summary>
internal sealed class PairData : IBatchSource
{
    private readonly Tensor _eeg, _audio, _easy, _pair, _present;

    public PairData(int subjects = 6, int rows = 20, int seed = 3, double noise = 0.5, double poison = 0)
    {
        var (random, count) = (new Random(seed), subjects * rows);
        var (eeg, audio) = (new float[count, 4, 3], new float[count, 5, 2]);
        var (easy, pair) = (new long[count], new long[count]);
        for (var i = 0; i < count; i++)
        {
            var (e, a) = (random.Next(2), random.Next(2));
            (easy[i], pair[i]) = (e, e ^ a);
            for (var t = 0; t < 4; t++) for (var d = 0; d < 3; d++) eeg[i, t, d] = (float)((d == 0 ? 2 * e - 1 : 0) + noise * Normal(random) + poison);
            for (var t = 0; t < 5; t++) for (var d = 0; d < 2; d++) audio[i, t, d] = (float)((d == 0 ? 2 * a - 1 : 0) + noise * Normal(random));
        }
        (_eeg, _audio, _easy, _pair) = (tensor(eeg), tensor(audio), tensor(easy), tensor(pair));
        _present = tensor(Enumerable.Range(0, count).Select(i => i % rows != rows - 1).ToArray());
        Subjects = [.. Enumerable.Range(0, count).Select(i => $"s{i / rows:00}")];
        RowIds = [.. Enumerable.Range(0, count).Select(i => $"pairs/{i:000}")];
        Fingerprint = $"pairs {subjects} {rows} {seed} {noise}";
    }

    public IReadOnlyList<string> RowIds { get; }

    public IReadOnlyList<string> Subjects { get; }

    public string Fingerprint { get; }

    public IReadOnlyList<StimulusSpan?> Stimuli { get; init; } = [];

    public IReadOnlySet<string> StimulusModalities { get; init; } = new HashSet<string>();

    public int[] All => [.. Enumerable.Range(0, RowIds.Count)];

    public Batch Make(IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows.ToArray(), dtype: ScalarType.Int64);
        return new Batch
        {
            Modalities = new Dictionary<string, ModalityWindow> { ["eeg"] = Window(_eeg, index), ["audio"] = Window(_audio, index) },
            Labels = new Dictionary<string, LabelColumn> { ["easy"] = Column(_easy, index), ["pair"] = Column(_pair, index) },
            RowIds = [.. rows.Select(row => RowIds[row])],
            Subjects = [.. rows.Select(row => Subjects[row])],
            Stimuli = Stimuli.Count == 0 ? [] : [.. rows.Select(row => Stimuli[row])],
            StimulusModalities = StimulusModalities,
        };
    }

    private static ModalityWindow Window(Tensor values, Tensor index)
    {
        var chosen = values.index_select(0, index).MoveToOuterDisposeScope();
        long[] shape = [chosen.shape[0], chosen.shape[1]];
        return new()
        {
            Values = chosen,
            Valid = ones(shape, dtype: ScalarType.Bool).MoveToOuterDisposeScope(),
            Seconds = zeros(shape).MoveToOuterDisposeScope(),
        };
    }

    private LabelColumn Column(Tensor values, Tensor index) => new()
    {
        Values = values.index_select(0, index).MoveToOuterDisposeScope(),
        Present = _present.index_select(0, index).MoveToOuterDisposeScope(),
    };

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
