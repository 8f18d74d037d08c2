using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>Several sequences of the same rows as one.</summary>
internal static class JoinedTokens
{
    /// <summary>[B, T_i, D] each → [B, Σ T_i, D], in their order.</summary>
    /// <param name="sequences">At least one, each with the modality that its tokens belong to: 0 = the query's, 1 + i = context i's.</param>
    public static TokenSequence Of(IReadOnlyList<(TokenSequence Tokens, int Modality)> sequences) => new()
    {
        Values = Join(sequences, tokens => tokens.Values),
        Valid = Join(sequences, tokens => tokens.Valid),
        Seconds = Join(sequences, tokens => tokens.Seconds),
        Span = Join(sequences, tokens => tokens.Span),
        Item = Join(sequences, tokens => tokens.Item),
        Timeless = sequences.All(part => part.Tokens.Timeless is null) ? null : Join(sequences, tokens => tokens.Timeless ?? zeros_like(tokens.Valid)),
        Modality = cat([.. sequences.Select(part => full_like(part.Tokens.Item, part.Modality))], 1),
    };

    private static Tensor Join(IReadOnlyList<(TokenSequence Tokens, int Modality)> sequences, Func<TokenSequence, Tensor> part) =>
        cat([.. sequences.Select(sequence => part(sequence.Tokens))], 1);
}
