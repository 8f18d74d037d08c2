using static TorchSharp.torch;

namespace Eegavi.Samples.Collapse;

/// <summary>
/// Rows with a hidden state that EEG, audio and video tell in part, as cached tokens: EEG [rows, 4, 12] knows six numbers, audio [rows, 5, 10] the first four of
/// them, video [rows, 6, 8] the last four; each has two more of its own. Labels: <c>mood</c> (two classes) and <c>rating</c>, both of the shared state.
/// </summary>
public sealed class LatentData : IBatchSource
{
    private const int Shared = 6, Own = 2, Code = 3;

    private readonly Random _random;
    private readonly Dictionary<string, (Tensor Values, Tensor Present)> _modalities;
    private readonly Tensor _mood, _rating, _labelled;

    public LatentData(LatentOptions options)
    {
        _random = new Random(options.Seed);
        var count = options.Subjects * options.Rows;
        Subjects = [.. Enumerable.Range(0, count).Select(i => $"s{i / options.Rows:00}")];
        RowIds = [.. Enumerable.Range(0, count).Select(i => $"latent/{i:0000}")];
        Fingerprint = options.ToString();
        var state = Normals(count, Shared, 1);
        var codes = Normals(options.Subjects, Code, options.Identity);
        double[][] code = [.. Enumerable.Range(0, count).Select(i => codes[i / options.Rows])];
        var seen = options.Broken == Break.ContextsIdentity ? Normals(count, Shared, 0) : options.Broken == Break.ContextsShuffled ? Next(state, options.Rows) : state;
        _modalities = new()
        {
            ["eeg"] = Tokens(state, 0..6, code, 4, 12, options.Noise, options.Broken == Break.EegConstant, 0),
            ["audio"] = Tokens(seen, 0..4, code, 5, 10, options.Noise, options.Broken == Break.ContextsConstant, options.Missing),
            ["video"] = Tokens(seen, 2..6, code, 6, 8, options.Noise, options.Broken == Break.ContextsConstant, 0),
        };
        var told = options.Broken == Break.LabelsShuffled ? Next(state, options.Rows) : state;
        _mood = tensor(told.Select(z => z[2] + z[3] > 0 ? 1L : 0).ToArray());
        _rating = tensor(told.Select(z => (float)z[2]).ToArray());
        _labelled = ones(count, dtype: ScalarType.Bool);
    }

    public IReadOnlyList<string> RowIds { get; }

    public IReadOnlyList<string> Subjects { get; }

    public string Fingerprint { get; }

    public Batch Make(IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows.ToArray(), dtype: ScalarType.Int64);
        return new Batch
        {
            Modalities = _modalities.ToDictionary(m => m.Key, m => Window(m.Value.Values.index_select(0, index), m.Value.Present.index_select(0, index)), StringComparer.Ordinal),
            Labels = new Dictionary<string, LabelColumn> { ["mood"] = Label(_mood, index), ["rating"] = Label(_rating, index) },
            RowIds = [.. rows.Select(row => RowIds[row])],
            Subjects = [.. rows.Select(row => Subjects[row])],
        };
    }

    private static ModalityWindow Window(Tensor values, Tensor present)
    {
        var (b, n) = (values.shape[0], values.shape[1]);
        return new()
        {
            Values = values.MoveToOuterDisposeScope(),
            Valid = present.unsqueeze(1).expand(b, n).contiguous().MoveToOuterDisposeScope(),
            Seconds = arange(n).to_type(ScalarType.Float32).unsqueeze(0).expand(b, n).contiguous().MoveToOuterDisposeScope(),
        };
    }

    private LabelColumn Label(Tensor values, Tensor index) => new()
    {
        Values = values.index_select(0, index).MoveToOuterDisposeScope(),
        Present = _labelled.index_select(0, index).MoveToOuterDisposeScope(),
    };

    // Each token tells the state, what is the modality's own and the person through a random map, and adds noise.
    private (Tensor, Tensor) Tokens(double[][] state, Range part, double[][] code, int tokens, int width, double noise, bool constant, double missing)
    {
        var sources = part.GetOffsetAndLength(Shared).Length + Own + Code;
        var map = Normals(sources, width, 1 / Math.Sqrt(sources));
        var values = new float[state.Length, tokens, width];
        for (var i = 0; i < state.Length; i++)
        {
            double[] source = constant ? new double[sources] : [.. state[i][part], .. Normals(1, Own, 1)[0], .. code[i]];
            for (var t = 0; t < tokens; t++)
                for (var d = 0; d < width; d++) values[i, t, d] = (float)(source.Select((s, k) => s * map[k][d]).Sum() + (constant ? 1 : noise * Normal()));
        }
        return (tensor(values), tensor(Enumerable.Range(0, state.Length).Select(_ => _random.NextDouble() >= missing).ToArray()));
    }

    // Row i gets what row i + 7 of the same subject has.
    private static double[][] Next(double[][] rows, int perSubject) =>
        [.. Enumerable.Range(0, rows.Length).Select(i => rows[i / perSubject * perSubject + (i % perSubject + 7) % perSubject])];

    private double[][] Normals(int rows, int columns, double deviation) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => deviation * Normal()).ToArray())];

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
