using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Samples.Collapse;

/// <summary>Options of <see cref="PullTogether"/>.</summary>
public sealed record PullTogetherOptions : PartOptions<ILoss>
{
    /// <summary>Whether each end has a learned map of its own; else the ends, of one width, are compared as they are.</summary>
    public bool Mapped { get; init; } = true;
}

/// <summary>The mistake that this sample is about: 1 − cosine between the first end and the others, with nothing that pushes rows apart. A constant satisfies it.</summary>
[Part("pull-together")]
[LossEnds("fused", "context.*")]
public sealed class PullTogether : Module<LossInputs, LossTerm>, ILoss, IComparesVectors
{
    [ComponentName(Name = "maps")] private readonly ModuleList<Linear>? _maps;

    public PullTogether(PullTogetherOptions options, PartSizes sizes) : base("pull-together")
    {
        if (options.Mapped) _maps = new([.. sizes.ContextWidths.Prepend(sizes.Width).Select(width => Linear(width, sizes.Width))]);
        RegisterComponents();
    }

    public override LossTerm forward(LossInputs inputs)
    {
        using var scope = NewDisposeScope();
        var ends = Compared(inputs);
        var pulled = ends.Skip(1).Select(end => Pulled(ends[0], end)).ToArray();
        return new(stack(pulled).mean().MoveToOuterDisposeScope(), ends[0].Present.sum().ToInt64());
    }

    public IReadOnlyList<LossVector> Compared(LossInputs inputs) =>
        [.. inputs.Ends.Select((end, i) => end with { Values = functional.normalize(_maps is null ? end.Values : _maps[i].call(end.Values), 2, 1) })];

    private static Tensor Pulled(LossVector anchor, LossVector end)
    {
        var both = anchor.Present.logical_and(end.Present).to_type(anchor.Values.dtype);
        return ((1 - (anchor.Values * end.Values).sum(1)) * both).sum() / both.sum().clamp_min(1);
    }
}
