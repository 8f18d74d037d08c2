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

    /// <summary>
    /// The vector of a stage: <c>fused</c>, <c>query</c>, <c>context.</c> and a name (the mean of its real tokens), <c>head.</c> and a name (its logits);
    /// after <c>tokens.</c> the tokens themselves.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The model has no such stage.</exception>
    public LossVector Vector(string stage)
    {
        if (stage == Stages.Fused) return new(stage, Embedding, Present);
        if (Stages.After(Stages.HeadPrefix, stage) is { } head) return new(stage, Predictions[head], Present);
        if (Stages.After(Stages.TokensPrefix, stage) is { } of) return Whole(stage, Tokens(of));
        var tokens = Tokens(stage);
        return new(stage, Stages.MeanOf(tokens), tokens.Present());
    }

    /// <summary>What this model teaches another: every stage and head by its name, without gradient.</summary>
    /// <remarks>Added to <see cref="Batch.Targets"/> behind a teacher's name and a dot, losses find them as <c>teacher.ema.fused</c>.</remarks>
    public IReadOnlyDictionary<string, LossVector> AsTeacher()
    {
        string[] stages = [Stages.Fused, Stages.Query, .. Contexts.Keys.Select(c => Stages.ContextPrefix + c), .. Predictions.Keys.Select(p => Stages.HeadPrefix + p)];
        return stages.Select(Vector).ToDictionary(v => v.Name, v => v with { Values = v.Values.detach() }, StringComparer.Ordinal);
    }

    private TokenSequence Tokens(string stage) => stage == Stages.Query ? Query : Contexts[Stages.After(Stages.ContextPrefix, stage) ?? stage];

    // A token without a place in time is none of a sequence in time.
    private static LossVector Whole(string stage, TokenSequence tokens) =>
        new(stage, tokens.Values, tokens.Timeless is null ? tokens.Valid : tokens.Valid.logical_and(tokens.Timeless.logical_not())) { Seconds = tokens.Seconds };

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
