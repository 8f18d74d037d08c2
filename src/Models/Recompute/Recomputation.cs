using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Calls encoders, resamplers and fusion blocks, those of the chosen stages without keeping what their backward passes need.</summary>
/// <remarks>Chen et al. 2016, Training Deep Nets with Sublinear Memory Cost, arXiv:1604.06174.</remarks>
internal sealed class Recomputation
{
    private ExceptionDispatchInfo? _failure;

    /// <summary>The stages that are computed again in the backward pass.</summary>
    public IReadOnlySet<RecomputedStage> Stages { get; set; } = new HashSet<RecomputedStage>();

    public MediaTokens Encode(IEncoder encoder, ModalityWindow window) => Is(RecomputedStage.Encoders)
        ? Run((nn.Module)encoder, Flat.Of(window), given => encoder.call(Flat.Window(given)), tokens => tokens.Values, (tokens, values) => tokens.With(values))
        : encoder.call(window);

    public TokenSequence Resample(IResampler resampler, MediaTokens media) => Is(RecomputedStage.Resamplers)
        ? Run((nn.Module)resampler, Flat.Of(media), given => resampler.call(Flat.Media(given)), tokens => tokens.Values, (tokens, values) => tokens.With(values))
        : resampler.call(media);

    /// <remarks>Several blocks and losses may read a context. Each block reads a view of its own, so that gradients are summed in one order, whether they come of values that were kept or computed again.</remarks>
    public TokenSequence Fuse(IFusionBlock block, TokenSequence query, IReadOnlyList<TokenSequence> contexts)
    {
        static TokenSequence Own(TokenSequence tokens) => tokens.With(tokens.Values.view_as(tokens.Values));
        TokenSequence[] read = is_grad_enabled() ? [Own(query), .. contexts.Select(Own)] : [query, .. contexts];
        return Is(RecomputedStage.Fusion)
            ? Run((nn.Module)block, [.. read.SelectMany(Flat.Of)], given => Fuse(block, given), tokens => tokens.Values, (tokens, values) => tokens.With(values))
            : block.call(read[0], read[1..]);
    }

    /// <summary>Notes what went wrong inside a backward pass, through whose native frames no exception may go.</summary>
    public void Fail(Exception e) => _failure ??= ExceptionDispatchInfo.Capture(e);

    /// <summary>Throws what went wrong in the last backward pass.</summary>
    public void ThrowIfFailed()
    {
        var failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    private bool Is(RecomputedStage stage) => is_grad_enabled() && Stages.Contains(stage);

    private static TokenSequence Fuse(IFusionBlock block, IReadOnlyList<Tensor?> given)
    {
        TokenSequence[] sequences = [.. given.Chunk(Flat.PerSequence).Select(Flat.Sequence)];
        return block.call(sequences[0], sequences[1..]);
    }

    private T Run<T>(nn.Module module, IReadOnlyList<Tensor?> given, Func<IReadOnlyList<Tensor?>, T> forward, Func<T, Tensor> valuesOf, Func<T, Tensor, T> with)
        where T : class
    {
        var call = new TwiceCalled(this, module, given);
        if (!call.NeedsGradient) return forward(given);
        // The masks and times of the first pass stay; only values have gradients.
        T? made = null;
        var values = RecomputedFunction.Run(call, inputs =>
        {
            var result = forward(inputs);
            made ??= result;
            return valuesOf(result);
        });
        return with(made!, values);
    }
}
