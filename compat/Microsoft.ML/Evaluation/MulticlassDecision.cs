namespace Microsoft.ML.Data;

/// <summary>Which class a row's scores speak for.</summary>
internal static class MulticlassDecision
{
    /// <summary>The first class of the highest score; -1 where no score is a number.</summary>
    public static int BestOf(ReadOnlySpan<float> scores)
    {
        var best = -1;
        for (var k = 0; k < scores.Length; k++)
        {
            if (!float.IsNaN(scores[k]) && (best < 0 || scores[k] > scores[best]))
                best = k;
        }

        return best;
    }
}
