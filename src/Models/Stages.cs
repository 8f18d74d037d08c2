using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Names of the vectors that losses stand between.</summary>
internal static class Stages
{
    public const string Fused = "fused";
    public const string Query = "query";
    public const string ContextPrefix = "context.";
    public const string HeadPrefix = "head.";
    public const string TeacherPrefix = "teacher.";
    public const string TokensPrefix = "tokens.";

    /// <summary>Ends with this stand for every vector that begins as they do.</summary>
    public const string Every = ".*";

    /// <summary>Teachers of this name are the model itself, averaged over its past.</summary>
    public const string AverageTeacher = "ema";

    /// <summary>[B, D] mean of the real tokens; 0 in a row without any.</summary>
    public static Tensor MeanOf(TokenSequence tokens)
    {
        using var scope = NewDisposeScope();
        return Masked.Mean(tokens.Values, tokens.Valid).MoveToOuterDisposeScope();
    }

    /// <summary>What follows the prefix; null where the stage does not begin with it.</summary>
    public static string? After(string prefix, string stage) => stage.StartsWith(prefix, StringComparison.Ordinal) ? stage[prefix.Length..] : null;
}
