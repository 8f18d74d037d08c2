using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class HeadTests
{
    [Theory]
    [InlineData("linear", true)]
    [InlineData("mlp", false)]
    public void Forward_IsLinearWhereItSaysSo(string name, bool linear)
    {
        manual_seed(5);
        var head = Make.Part<IHead>(name, width: 16).Shaken();
        ((nn.Module)head).eval();
        head.IsLinear.Should().Be(linear);
        var (a, b) = (randn(4, 16), randn(4, 16));
        var bent = head.call(a) + head.call(b) - (2 * head.call((a + b) / 2));
        (bent.abs().max().ToDouble() < 1e-5).Should().Be(linear);
        head.call(a).shape.Should().Equal(4, 3);
    }
}
