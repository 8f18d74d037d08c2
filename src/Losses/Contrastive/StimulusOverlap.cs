using static TorchSharp.torch;

namespace Eegavi.Losses;

/// <summary>Which rows of a batch saw some second of one stimulus together: what was shown to them is no negative of each other.</summary>
internal static class StimulusOverlap
{
    /// <summary>[B, B] bool, true = two different rows saw the same; null where none did, or where the mode has no use for it.</summary>
    /// <param name="inputs">For what rows saw.</param>
    /// <param name="mode">What such rows are to each other.</param>
    /// <param name="ends">The two ends that are compared.</param>
    public static Tensor? Of(LossInputs inputs, SharedStimulus mode, params ReadOnlySpan<LossVector> ends)
    {
        var (fromStimulus, stimuli) = (false, inputs.Stimuli);
        foreach (var end in ends) fromStimulus |= end.FromStimulus;
        if (stimuli.Count == 0 || mode == SharedStimulus.Negative || (mode == SharedStimulus.Auto && !fromStimulus)) return null;
        var table = new bool[stimuli.Count, stimuli.Count];
        var any = false;
        foreach (var (i, j) in Pairs(stimuli)) any = table[i, j] = table[j, i] = true;
        return any ? tensor(table, device: ends[0].Values.device) : null;
    }

    // Rows are compared only with rows of their own stimulus.
    private static IEnumerable<(int, int)> Pairs(IReadOnlyList<StimulusSpan?> stimuli) =>
        from one in Enumerable.Range(0, stimuli.Count).Where(i => stimuli[i] is not null).GroupBy(i => stimuli[i]!.Stimulus, StringComparer.Ordinal)
        from i in one
        from j in one
        where i < j && stimuli[i]!.Overlaps(stimuli[j]!)
        select (i, j);
}
