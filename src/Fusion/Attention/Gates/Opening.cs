using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What all gates do with their openness.</summary>
internal static class Opening
{
    /// <summary>branch · openness, in the branch's type; reports the openness when asked.</summary>
    /// <param name="branch">[B, T, D].</param>
    /// <param name="openness">[1] for the branch or [D] for its channels.</param>
    public static Tensor Let(Tensor branch, Tensor openness)
    {
        Report(openness);
        return branch * openness.to_type(branch.dtype);
    }

    // Channels may open in both directions, so that their mean alone may hide an open gate.
    private static void Report(Tensor openness)
    {
        if (!Diagnostics.Wanted) return;
        Diagnostics.Report("gate", openness);
        if (openness.numel() == 1) return;
        using var scope = NewDisposeScope();
        Diagnostics.Report("gate_rms", openness.detach().square().mean().sqrt());
    }
}
