using Eegavi.Fusion;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>The resamplers that are measured: four rows of four media items of 98 x 768 each.</summary>
internal static class ResamplerCases
{
    private const int Rows = 4, Items = 4, Tokens = 98, Width = 768;

    private static readonly Dictionary<string, object?> Known = new()
    {
        ["perceiver"] = new PerceiverResamplerOptions { Heads = 12 },
        ["isab-pma"] = null,
        ["isab-pma, pre-norm"] = new IsabPmaResamplerOptions { Flavour = SetFlavour.PreNorm },
        ["perceiver-io"] = new PerceiverIoResamplerOptions { Heads = 12 },
        ["attention-pool"] = null,
        ["mean-pool"] = null,
        ["temporal-subsample"] = null,
        ["frozen-projection"] = null,
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    public static BlockCase Make(string name)
    {
        var resampler = BlockCases.Parts.Create(new Part<IResampler>(name.Split(',')[0], Known[name]), new PartSizes { InputWidth = Width });
        // What learns reads frozen media, as from a frozen encoder; without weights there is nothing to learn of those.
        var media = BlockInputs.Media(Rows, Items, Tokens, Width, frozen: ((nn.Module)resampler).parameters().Any());
        return new(name, (nn.Module)resampler, [("media", media.Values), ("valid", media.Valid)], () => resampler.call(media).Values);
    }
}
