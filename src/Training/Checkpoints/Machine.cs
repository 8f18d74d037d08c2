using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace Eegavi.Training.Checkpoints;

/// <summary>What of a machine decides the last bits of a result.</summary>
/// <param name="Threads">Threads inside an operator: sums are taken in their order.</param>
/// <param name="Products">The widest vectors of the processor: libtorch chooses its matrix products by them.</param>
/// <param name="Device">Where the model computes: <c>cpu</c>, <c>cuda:0</c>.</param>
public sealed record Machine(int Threads, string Products, string Device = "cpu")
{
    /// <summary>This one.</summary>
    /// <param name="device">Where the model computes.</param>
    public static Machine This(torch.Device device) => new(torch.get_num_threads(), Vectors(), device.ToString());

    /// <summary>A sentence for each difference.</summary>
    public IEnumerable<string> DifferencesTo(Machine now)
    {
        if (Threads != now.Threads) yield return $"This run was begun with {Threads} threads and goes on with {now.Threads}: its last bits may differ.";
        if (Device != now.Device) yield return $"This run was begun on {Device} and goes on on {now.Device}: it goes on as well, but not with the same numbers.";
        if (Products != now.Products) yield return $"This run was begun with {Products} and goes on with {now.Products}: its last bits may differ.";
    }

    private static string Vectors() => Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2";
}
