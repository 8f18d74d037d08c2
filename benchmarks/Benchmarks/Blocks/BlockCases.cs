using System.Globalization;
using Eegavi.Fusion;
using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>The parts that are measured one by one.</summary>
internal static class BlockCases
{
    /// <summary>The parts of the product.</summary>
    public static Parts Parts { get; } = new(PartCatalog.Scan(typeof(GatedCrossAttention).Assembly));

    /// <summary>The fusion blocks, in the order of the table.</summary>
    public static IReadOnlyCollection<string> Fusion => FusionCases.Names;

    /// <summary>The resamplers, in the order of the table.</summary>
    public static IReadOnlyCollection<string> Resamplers => ResamplerCases.Names;

    /// <summary>Makes a case; <c>64 x 8192</c> is one gated attention of 64 queries over one context of 8,192 keys.</summary>
    public static BlockCase Make(string name)
    {
        manual_seed(1);
        if (ResamplerCases.Names.Contains(name)) return ResamplerCases.Make(name);
        var sizes = name.Split(" x ");
        return sizes.Length == 2 ? FusionCases.Make(name, Number(sizes[0]), Number(sizes[1])) : FusionCases.Make(name);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
