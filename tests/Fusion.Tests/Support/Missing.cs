using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Sequences without some of their rows.</summary>
internal static class Missing
{
    /// <summary>The same tokens in the rows of 1; NaN, and not real, in those of 0: <c>"101"</c>.</summary>
    public static TokenSequence Only(this TokenSequence tokens, string rows) =>
        tokens.Valid(tokens.Valid.logical_and(tensor(rows.Select(c => c == '1').ToArray()).unsqueeze(1))).Polluted(double.NaN);

    /// <summary>No tokens at all.</summary>
    public static TokenSequence None(this TokenSequence tokens) => tokens.Valid(zeros_like(tokens.Valid)).Polluted(double.NaN);
}
