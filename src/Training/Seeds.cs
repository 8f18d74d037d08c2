namespace Eegavi.Training;

/// <summary>Seeds for parts of a run, so that what a step draws depends on the run's seed and the step alone: a resumed run then draws the same.</summary>
internal static class Seeds
{
    /// <summary>A seed for one part of a run.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="part">An epoch or a step.</param>
    public static int Of(int seed, int part)
    {
        // The finalizer of SplitMix64 (Steele et al. 2014): neighbours in, unrelated numbers out.
        var mixed = ((ulong)(uint)seed << 32 | (uint)part) + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}
