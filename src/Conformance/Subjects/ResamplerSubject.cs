using Eegavi.Plugins;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Resamplers: none to three media items of up to five tokens, 12 wide.</summary>
internal sealed class ResamplerSubject(PartInfo part, OptionSource options, IParts parts) : Subject<IResampler>(part, options, parts)
{
    private const int Width = 12;

    public override PartSizes Sizes(Case of) => new() { Width = Width, InputWidth = Width };

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs) =>
        [Sequences.Strand("tokens", As(module).call(Media.Tokens(inputs[0])))];

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs) =>
        Sequences.Wrong(outputs[0], inputs[0].Values.shape[0], As(module).OutputWidth, inputs[0].Values.dtype)
        ?? (outputs[0].Real!.any(1).logical_and(inputs[0].Real!.flatten(1).any(1).logical_not()).any().ToBoolean() ? "a row without real tokens gives real ones" : null);

    // Tokens at the end of every item, then items.
    public override IReadOnlyList<Strand>? Padded(IReadOnlyList<Strand> inputs) => [inputs[0].Padded(2, 4).Padded(1, 1)];

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of)
    {
        var (rows, items, tokens) = (of.Rows, of.Others.Count, of.Others.Select(mask => mask.Tokens).DefaultIfEmpty(of.First.Tokens).Max());
        var number = arange(items * tokens, ScalarType.Float32).view(1, items, tokens).repeat(rows, 1, 1);
        return [new("media", randn(rows, items, tokens, Width))
        {
            Real = items == 0 ? zeros([rows, 0, tokens], ScalarType.Bool) : stack([.. of.Others.Select(mask => mask.Until(tokens).Real())], 1),
            Seconds = (number / 2) + 0.3,
            Span = full([rows, items, tokens], 0.25, ScalarType.Float32),
            Timeless = of.Seed % 3 == 0 ? arange(tokens).eq(0).expand(rows, items, tokens).clone() : null,
        }];
    }
}
