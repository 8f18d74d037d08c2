using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Visibility rules: queries and keys on their clocks. What is said of masked tokens does not count.</summary>
internal sealed class VisibilitySubject(PartInfo part, OptionSource options, IParts parts) : Subject<IVisibility>(part, options, parts)
{
    // Which pairs are real.
    public override int MadeByCalling => 3;

    public override PartSizes Sizes(Case of) => Attentions.Sizes;

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs)
    {
        var sight = As(module).call(inputs[0].Tokens(), inputs[1].Tokens());
        var pairs = Attentions.Pairs(inputs);
        List<Strand> said = [];
        if (sight.Visible is { } visible) said.Add(new("visible", visible) { Real = pairs });
        if (sight.Bias is { } bias) said.Add(new("bias", bias) { Real = pairs });
        if (sight.Even is { } even) said.Add(new("even", even) { Real = inputs[0].Real });
        return said;
    }

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs)
    {
        var (pairs, queries) = (Attentions.Pairs(inputs).shape, inputs[0].Real!.shape);
        return First(outputs.Select(said => Expect($"'{said.Name}'", said.Values, said.Name == "even" ? queries : pairs, said.Name == "bias" ? ScalarType.Float32 : ScalarType.Bool)));
    }

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of) => Attentions.Inputs(of);
}

/// <summary>Positions: queries and keys of two heads with two channels each, on their clocks; keys of two modalities.</summary>
internal sealed class PositionSubject(PartInfo part, OptionSource options, IParts parts) : Subject<IPosition>(part, options, parts)
{
    // Splitting into heads and back, for q, k and v; which pairs are real; the turned bias.
    public override int MadeByCalling => 17;

    public override PartSizes Sizes(Case of) => Attentions.Sizes;

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs)
    {
        var (position, query, key) = (As(module), inputs[0].Tokens(), inputs[1].Tokens());
        var (q, k) = position.Inject(Attentions.Split(inputs[0].Values), Attentions.Split(inputs[1].Values), query, key);
        var v = position.InjectValues(Attentions.Split(inputs[1].Values), key);
        List<Strand> said =
        [
            new("q", Attentions.Merge(q)) { Real = inputs[0].Real },
            new("k", Attentions.Merge(k)) { Real = inputs[1].Real },
            new("v", Attentions.Merge(v)) { Real = inputs[1].Real },
        ];
        var pairs = Attentions.Pairs(inputs);
        if (position.Bias(query, key) is { } bias) said.Add(new("bias", bias.permute(0, 2, 3, 1).expand(pairs.shape[0], -1, -1, -1)) { Real = pairs });
        return said;
    }

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs)
    {
        var (query, key) = (inputs[0].Values, inputs[1].Values);
        return First(
            Expect("q", outputs[0].Values, query.shape, query.dtype),
            Expect("k", outputs[1].Values, key.shape, key.dtype),
            Expect("v", outputs[2].Values, key.shape, key.dtype),
            outputs.Count > 3 ? Expect("the bias", outputs[3].Values, [query.shape[0], query.shape[1], key.shape[1], Attentions.Sizes.Heads], query.dtype) : null);
    }

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of)
    {
        var inputs = Attentions.Inputs(of);
        return [inputs[0], inputs[1] with { Modality = inputs[1].Item!.remainder(2) }];
    }
}

/// <summary>What rules of visibility and positions are tried on.</summary>
internal static class Attentions
{
    private const int Heads = 2, HeadWidth = 2;

    public static PartSizes Sizes { get; } = new() { Width = 16, InputWidth = 16, ContextWidths = [12], ContextNames = ["audio"], Heads = Heads, HeadWidth = HeadWidth };

    public static IReadOnlyList<Strand> Inputs(Case of)
    {
        var key = of.Others.Count > 0 ? of.Others[0] : of.First;
        return [Sequences.Random("query", of.First, Heads * HeadWidth, of.Seed).Asking(), Sequences.Random("key", key, Heads * HeadWidth, of.Seed + 1)];
    }

    /// <summary>[B, Tq, Tk] bool: pairs of real tokens.</summary>
    public static Tensor Pairs(IReadOnlyList<Strand> inputs) => inputs[0].Real!.unsqueeze(2).logical_and(inputs[1].Real!.unsqueeze(1));

    /// <summary>[B, T, H·d] → [B, H, T, d].</summary>
    public static Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], Heads, HeadWidth).transpose(1, 2);

    /// <summary>[B, H, T, d] → [B, T, H·d].</summary>
    public static Tensor Merge(Tensor x) => x.transpose(1, 2).flatten(2);
}
