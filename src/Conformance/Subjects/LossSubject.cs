using System.Reflection;
using Eegavi.Plugins;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Losses: the ends that they declare, each with rows that lack it; predictions and labels of the sort that they take; what a pretext hides.</summary>
internal sealed class LossSubject(PartInfo part, OptionSource options, IParts parts) : Subject<ILoss>(part, options, parts)
{
    /// <summary>The strand of what a pretext has hidden, which it made itself.</summary>
    public const string Answer = "answer";

    private const string Row = "row", Label = "label", Predictions = "predictions";
    private const int Width = 6, OtherWidth = 7;
    private static readonly WindowAssumptions Assumed = new() { Seconds = 3 };
    private readonly IReadOnlyList<string> _ends = part.Type.GetCustomAttribute<LossEndsAttribute>()?.Ends ?? [];
    private Supervision? _supervision;

    public override bool RowsAreIndependent => false;

    // Row ids.
    public override int MadeByCalling => 1;

    // Ends of one width in every second case: some projectors want that.
    public override PartSizes Sizes(Case of)
    {
        int[] widths = [.. Ends(of).Select((end, i) => WidthOf(end, i, of))];
        return new() { Width = widths.Length > 0 ? widths[0] : Width, InputWidth = Width, ContextWidths = [.. widths.Skip(1)], Outputs = Labels(of).Outputs };
    }

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs)
    {
        var rows = inputs.First(strand => strand.Name == Row).Values.cpu().data<long>().ToArray();
        var term = As(module).call(new LossInputs
        {
            Ends = [.. inputs.Where(strand => strand.Name is not (Row or Label or Predictions or Answer)).Select(Vector)],
            Predictions = inputs.FirstOrDefault(strand => strand.Name == Predictions)?.Values,
            Targets = [.. inputs.Where(strand => strand.Name == Label).Select(strand => new LabelColumn { Values = strand.Values, Present = strand.Real! })],
            Answer = inputs.FirstOrDefault(strand => strand.Name == Answer) is { } answer ? Vector(answer) : null,
            RowIds = [.. rows.Select(row => $"r{row}")],
            Subjects = [.. rows.Select(row => $"s{row % 2}")],
            Stimuli = [.. rows.Select(row => row % 4 == 3 ? null : new StimulusSpan($"film{row % 2}", row, row + 3))],
        });
        List<Strand> said = [new("rows", tensor(term.Rows))];
        if (term.Value is not null) said.Add(new("value", term.Value));
        return [.. said, .. (term.Diagnostics ?? new Dictionary<string, Tensor>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new Strand(pair.Key, pair.Value))];
    }

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs)
    {
        var (rows, value) = (outputs[0].Values.ToInt64(), outputs.FirstOrDefault(strand => strand.Name == "value"));
        if (rows < 0 || rows > inputs[0].Values.shape[0]) return $"it says that {rows} of {inputs[0].Values.shape[0]} rows took part";
        if (value is not null && rows < 2) return $"it gives a value for {rows} rows, where null says that there is none";
        if (outputs.FirstOrDefault(strand => strand.Values.ndim != 0) is { } wide) return $"'{wide.Name}' is [{string.Join(", ", wide.Values.shape)}] in place of a scalar";
        return outputs.FirstOrDefault(strand => strand.Name != "value" && strand.Values.requires_grad) is { } figure ? $"the diagnostic '{figure.Name}' keeps its gradient" : null;
    }

    /// <summary>A row more of which nothing is there.</summary>
    public override IReadOnlyList<Strand>? Padded(IReadOnlyList<Strand> inputs) =>
        [.. inputs.Select(strand => strand.Name == Row ? strand with { Values = cat([strand.Values, tensor(new[] { 99L })]) } : strand with { StepAxis = 0 } is var row ? row.Padded(0, 1) with { StepAxis = strand.StepAxis } : strand)];

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of)
    {
        List<Strand> strands = [new(Row, arange(of.Rows, ScalarType.Int64)), .. Ends(of).Select((end, i) => End(end, i, of))];
        var labels = Labels(of);
        if (_ends.Count == 0) strands.Add(new(Predictions, randn(of.Rows, labels.Outputs)) { Real = Any(labels.Columns(of)) });
        strands.AddRange(labels.Columns(of));
        if (module is IPretext pretext) strands.Add(Hidden(pretext, of));
        return strands;
    }

    // "context.*" stands for as many as the case has, one at least.
    private IEnumerable<string> Ends(Case of) => _ends.SelectMany(end =>
        end.EndsWith(".*", StringComparison.Ordinal) && !end.StartsWith("head", StringComparison.Ordinal) ? Enumerable.Range(0, Math.Max(1, of.Others.Count)).Select(i => $"{end[..^1]}{(char)('a' + i)}") : [end]);

    private int WidthOf(string end, int place, Case of) => Logits(end) ? Labels(of).Outputs : place == 0 && of.Seed % 2 == 1 ? OtherWidth : Width;

    private static bool Logits(string end) => end.StartsWith("head", StringComparison.Ordinal) || end.EndsWith("logits", StringComparison.Ordinal);

    private Strand End(string name, int place, Case of)
    {
        var (width, mask) = (WidthOf(name, place, of), place == 0 ? of.First : place <= of.Others.Count ? of.Others[place - 1] : new Mask([.. of.First.Rows.Select(_ => "1")]));
        if (!name.StartsWith("tokens", StringComparison.Ordinal)) return new(name, randn(of.Rows, width)) { Real = mask.Present() };
        var seconds = (arange(mask.Tokens, ScalarType.Float32) + 0.5) * (Assumed.Seconds / Math.Max(1, mask.Tokens));
        return new(name, randn(of.Rows, mask.Tokens, width)) { Real = mask.Real(), Seconds = seconds.expand(of.Rows, mask.Tokens).clone() };
    }

    private static Strand Hidden(IPretext pretext, Case of)
    {
        var shape = pretext.Window(Assumed) ?? throw new InvalidOperationException("its Window gives null, so that no window can be made: return the shape that it changes");
        var window = Windows.Random(shape, of);
        var before = window.Values.clone();
        var batch = new Batch
        {
            Modalities = new Dictionary<string, ModalityWindow> { [pretext.Modality] = new() { Values = window.Values, Valid = window.Real!, Seconds = window.Seconds! } },
            Labels = new Dictionary<string, LabelColumn>(),
            RowIds = [.. Enumerable.Range(0, of.Rows).Select(row => $"r{row}")],
            Subjects = [.. Enumerable.Range(0, of.Rows).Select(row => $"s{row % 2}")],
        };
        var answer = pretext.Prepare(batch).Answer;
        if (Difference.Find("the window", before, window.Values, 0) is { } problem) throw new InvalidOperationException($"Prepare changes the batch that it is given: {problem}");
        return new(Answer, answer.Values) { Real = answer.Present, Seconds = answer.Seconds };
    }

    private static Tensor Any(IEnumerable<Strand> labels) => labels.Select(label => label.Real!).Aggregate((one, other) => one.logical_or(other));

    private static LossVector Vector(Strand strand) => new(strand.Name, strand.Values, strand.Real!) { Seconds = strand.Seconds };

    private Supervision Labels(Case of) => _ends.Count > 0 ? Supervision.All[0] : _supervision ??= Supervision.All.FirstOrDefault(Takes)
        ?? throw new InvalidOperationException("it declares no [LossEnds], and takes none of these labels: one of classes, one of ratings, several of ratings, several of yes and no");

    // Which labels a loss takes is declared nowhere; it refuses the others.
    private bool Takes(Supervision labels)
    {
        _supervision = labels;
        var mask = new Mask(["1", "1", "1", "1"]);
        try
        {
            var of = new Case(0, new(0, 0, 0), mask, [mask]);
            using var scope = NewDisposeScope();
            using var module = Make(of);
            return Call(module, Inputs(module, of)).Any(strand => strand.Name == "value");
        }
        catch (Exception e) when (e is ArgumentException or System.Runtime.InteropServices.ExternalException)
        {
            return false;
        }
        finally
        {
            _supervision = null;
        }
    }
}
