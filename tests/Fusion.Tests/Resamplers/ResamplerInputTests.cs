using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>What every resampler asks and says of its inputs; the conformance suite holds them to the rest. B=3, M=2, N=8, E=16.</summary>
public sealed class ResamplerInputTests
{
    private readonly MediaTokens _media;

    public ResamplerInputTests()
    {
        manual_seed(4);
        _media = Tokens.Media(3, 2, 8, 16);
    }

    public static TheoryData<string> Names => [.. PartCatalog.Scan(typeof(TanhGate).Assembly).OfKind(typeof(IResampler)).Select(part => part.Name)];

    private static IResampler Resampler(string name) => Make.Part<IResampler>(name, inputWidth: 16);

    [Theory, MemberData(nameof(Names))]
    public void Forward_ItsItems_AreNumberedInTheirOrder(string name)
    {
        var item = Resampler(name).call(_media).Item;
        item[0].data<long>().Should().Equal(Enumerable.Range(0, (int)item.shape[1]).Select(i => i / (item.shape[1] / 2)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Forward_TimesThatAreNotFinite_SaysSo(string name)
    {
        _media.Seconds[0, 0, 0] = tensor(float.NaN);
        FluentActions.Invoking(() => Resampler(name).call(_media)).Should().Throw<ArgumentException>().WithMessage("Expected finite seconds*[3, 2, 8]*");
    }
}
