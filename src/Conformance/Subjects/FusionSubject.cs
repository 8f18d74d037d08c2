using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Fusion blocks: a query of width 16 reads none to three contexts of other widths.</summary>
internal sealed class FusionSubject(PartInfo part, OptionSource options, IParts parts) : Subject<IFusionBlock>(part, options, parts)
{
    private const int Width = 16;
    private static readonly int[] Widths = [12, 8, 12];
    private static readonly string[] Names = ["audio", "text", "video"];

    public override PartSizes Sizes(Case of) => new()
    {
        Width = Width,
        InputWidth = Width,
        ContextWidths = Widths[..of.Others.Count],
        ContextNames = Names[..of.Others.Count],
    };

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs) =>
        [Sequences.Strand("fused", As(module).call(inputs[0].Tokens(), [.. inputs.Skip(1).Select(strand => strand.Tokens())]))];

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs) =>
        Sequences.Wrong(outputs[0], inputs[0].Values.shape[0], Width, inputs[0].Values.dtype);

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of) =>
    [
        Sequences.Random("query", of.First, Width, of.Seed).Asking(),
        .. of.Others.Select((mask, i) => Sequences.Random(Names[i], mask, Widths[i], of.Seed + i + 1)),
    ];
}
