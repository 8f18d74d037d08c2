using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Fusion;

/// <summary>One vector per row of one modality: the mean of its real tokens times a learned weight per channel; 0 where it is absent.</summary>
internal sealed class ModalityPool : Module<TokenSequence, Tensor>
{
    [ComponentName(Name = "weight")] private readonly Parameter _weight;

    public ModalityPool(int width) : base("pool")
    {
        _weight = new Parameter(ones(width));
        RegisterComponents();
    }

    /// <summary>[B, N, E] → [B, E].</summary>
    public override Tensor forward(TokenSequence tokens) => Masked.Mean(tokens.Values, tokens.Valid) * _weight;

    /// <summary>One pool for the query and each context, in their order.</summary>
    public static ModuleList<ModalityPool> Every(PartSizes sizes) =>
        new([.. sizes.ContextWidths.Prepend(sizes.Width).Select(width => new ModalityPool(width))]);

    /// <summary>[B, Σ E + modalities]: the pooled vectors side by side, then a bit each that says whether the modality is there.</summary>
    public static Tensor Concatenate(ModuleList<ModalityPool> pools, IReadOnlyList<TokenSequence> modalities)
    {
        var pooled = modalities.Select((tokens, i) => pools[i].call(tokens)).ToList();
        var bits = modalities.Select(tokens => tokens.Present().unsqueeze(1).to_type(pooled[0].dtype));
        return cat([.. pooled, .. bits], 1);
    }

    /// <summary>Width of <see cref="Concatenate"/>.</summary>
    public static long ConcatenatedWidth(PartSizes sizes) => sizes.Width + sizes.ContextWidths.Sum() + 1 + sizes.ContextWidths.Count;

    /// <summary>[B] bool: rows that have any modality.</summary>
    public static Tensor AnyPresent(IReadOnlyList<TokenSequence> modalities) =>
        modalities.Select(tokens => tokens.Present()).Aggregate((any, next) => any.logical_or(next));
}
