using Eegavi.Plugins;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Gates: a branch and its query, 16 wide, without masks.</summary>
internal sealed class GateSubject(PartInfo part, OptionSource options, IParts parts) : Subject<IGate>(part, options, parts)
{
    private const int Width = 16;

    public override PartSizes Sizes(Case of) => new() { Width = Width, InputWidth = Width };

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs) => [new("gated", As(module).call(inputs[0].Values, inputs[1].Values))];

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs) =>
        Expect("what it lets in", outputs[0].Values, inputs[0].Values.shape, inputs[0].Values.dtype);

    public override IReadOnlyList<Strand>? Padded(IReadOnlyList<Strand> inputs) => null;

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of) =>
        [new("branch", randn(of.Rows, of.First.Tokens, Width)), new("query", randn(of.Rows, of.First.Tokens, Width))];
}

/// <summary>Poolings: tokens 16 wide.</summary>
internal sealed class PoolingSubject(PartInfo part, OptionSource options, IParts parts) : Subject<IPooling>(part, options, parts)
{
    private const int Width = 16;

    public override PartSizes Sizes(Case of) => new() { Width = Width, InputWidth = Width };

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs) => [new("vector", As(module).call(inputs[0].Tokens()))];

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs)
    {
        var wrong = Expect("the vector", outputs[0].Values, [inputs[0].Values.shape[0], Width], inputs[0].Values.dtype);
        var absent = outputs[0].Values.masked_select(inputs[0].Real!.any(1).logical_not().unsqueeze(1));
        return wrong ?? (absent.ne(0).any().ToBoolean() ? "a row without real tokens gives something else than 0" : null);
    }

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of) => [Sequences.Random("tokens", of.First, Width, of.Seed)];
}

/// <summary>Heads: an embedding 16 wide, three outputs.</summary>
internal sealed class HeadSubject(PartInfo part, OptionSource options, IParts parts) : Subject<IHead>(part, options, parts)
{
    private const int Width = 16, Outputs = 3;

    public override PartSizes Sizes(Case of) => new() { Width = Width, InputWidth = Width, Outputs = Outputs };

    public override IReadOnlyList<Strand> Call(nn.Module module, IReadOnlyList<Strand> inputs) => [new("predictions", As(module).call(inputs[0].Values))];

    public override string? WrongShape(nn.Module module, IReadOnlyList<Strand> inputs, IReadOnlyList<Strand> outputs) =>
        Expect("the predictions", outputs[0].Values, [inputs[0].Values.shape[0], Outputs], inputs[0].Values.dtype);

    public override IReadOnlyList<Strand>? Padded(IReadOnlyList<Strand> inputs) => null;

    protected override IReadOnlyList<Strand> MakeInputs(nn.Module module, Case of) => [new("embedding", randn(of.Rows, Width))];
}
