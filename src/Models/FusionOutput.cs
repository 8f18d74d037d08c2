using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>What a <see cref="FusionModel"/> returns.</summary>
public sealed class FusionOutput : IDisposable
{
    /// <summary>[B, D] the pooled fused tokens, before any projector of a loss: the embedding that users get.</summary>
    public required Tensor Embedding { get; init; }

    /// <summary>[B] bool, true = the row had something to embed.</summary>
    public required Tensor Present { get; init; }

    /// <summary>Head name → [B, K] logits or values.</summary>
    public required IReadOnlyDictionary<string, Tensor> Predictions { get; init; }

    /// <summary>The query tokens before fusion.</summary>
    public required TokenSequence Query { get; init; }

    /// <summary>The contexts by name, in ordinal order.</summary>
    public required IReadOnlyDictionary<string, TokenSequence> Contexts { get; init; }

    /// <summary>The pooled vector of a stage: <c>fused</c>, <c>query</c>, or <c>context.</c> and a name.</summary>
    /// <exception cref="KeyNotFoundException">The model has no such stage.</exception>
    public LossVector Vector(string stage)
    {
        if (stage == Stages.Fused) return new(stage, Embedding, Present);
        var tokens = stage == Stages.Query ? Query : Contexts[stage[Stages.ContextPrefix.Length..]];
        return new(stage, Stages.MeanOf(tokens), tokens.Present());
    }

    /// <summary>Moves every tensor to the enclosing dispose scope.</summary>
    public FusionOutput MoveToOuterDisposeScope()
    {
        Embedding.MoveToOuterDisposeScope();
        Present.MoveToOuterDisposeScope();
        foreach (var prediction in Predictions.Values) prediction.MoveToOuterDisposeScope();
        Query.MoveToOuterDisposeScope();
        foreach (var context in Contexts.Values) context.MoveToOuterDisposeScope();
        return this;
    }

    /// <summary>Disposes every tensor.</summary>
    public void Dispose()
    {
        Embedding.Dispose();
        Present.Dispose();
        foreach (var prediction in Predictions.Values) prediction.Dispose();
        Query.Dispose();
        foreach (var context in Contexts.Values) context.Dispose();
    }
}
