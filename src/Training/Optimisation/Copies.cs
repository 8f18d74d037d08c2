using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Copies of weights, outside any scope.</summary>
internal static class Copies
{
    /// <summary>Copies every tensor.</summary>
    public static Dictionary<string, Tensor> Of(IEnumerable<(string Name, Tensor Live)> weights)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return weights.ToDictionary(w => w.Name, w => w.Live.detach().clone().DetachFromDisposeScope(), StringComparer.Ordinal);
    }

    /// <summary>Copies back.</summary>
    public static void Into(IEnumerable<(string Name, Tensor Live)> weights, IReadOnlyDictionary<string, Tensor> copies)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, live) in weights) live.copy_(copies[name]);
    }

    /// <summary>Disposes them.</summary>
    public static void Dispose(Dictionary<string, Tensor> copies)
    {
        foreach (var copy in copies.Values) copy.Dispose();
        copies.Clear();
    }
}
