using static TorchSharp.torch;

namespace Eegavi.Fusion;

/// <summary>What every block says of itself when somebody collects.</summary>
internal static class BlockReport
{
    /// <summary>Reports <c>ratio</c>: ‖what a context adds‖ / ‖query‖ over the whole batch.</summary>
    public static void Ratio(Tensor added, Tensor query)
    {
        if (!Diagnostics.Wanted) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Diagnostics.Report("ratio", Size(added) / Size(query).clamp_min(1e-12));
    }

    private static Tensor Size(Tensor x) => x.to_type(ScalarType.Float64).square().sum().sqrt();
}
