using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>An attention with its way out: linear map, dropout, gate.</summary>
/// <typeparam name="TView">What it reads.</typeparam>
internal abstract class GatedReading<TView> : Module<Tensor, Tensor, TView, Tensor>
{
    private readonly int _heads;

    // Protected: components are found in the fields that the made type sees.
    [ComponentName(Name = "to_out")] protected readonly Projection ToOut;
    [ComponentName(Name = "project")] protected readonly Projection? Project;
    [ComponentName(Name = "dropout")] protected readonly Dropout Drop;
    [ComponentName(Name = "gate")] protected readonly IGate Gate;

    protected GatedReading(GatedCrossAttentionOptions options, PartSizes sizes, IParts parts, bool projects) : base("reading")
    {
        _heads = options.Heads;
        ToOut = new Projection(options.Inner, sizes.Width, options.Bias);
        if (projects) Project = new Projection(sizes.Width, sizes.Width, options.Bias);
        Drop = Dropout(options.Dropout);
        Gate = parts.Create(options.Gate, sizes);
    }

    /// <summary>[R, T, H·d], [R, M, H·d] twice → [R, T, H·d].</summary>
    protected Tensor Attend(Tensor q, Tensor k, Tensor v, AttentionPlace place) =>
        Attention.MergeHeads(Attention.Read(Split(q), Split(k), Split(v), place));

    /// <summary>What is let in of what was read, and exactly nothing where nothing was seen, whatever biases and norms make of it.</summary>
    protected Tensor LetIn(Tensor read, Tensor x, KeyMask? mask)
    {
        var branch = ToOut.call(read);
        if (Project is not null) branch = Project.call(branch);
        branch = Gate.call(Drop.call(branch), x);
        if (mask?.Seen is not null) branch *= KeyMask.Seeing(mask, branch).to_type(branch.dtype);
        BlockReport.Ratio(branch, x);
        return branch;
    }

    /// <summary>[R, T, H·d] → [R, H, T, d].</summary>
    protected Tensor Split(Tensor tokens) => Attention.SplitHeads(tokens, _heads);
}
