using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class MaskedMeanPoolingTests
{
    private readonly MaskedMeanPooling _pooling = new();

    [Fact]
    public void Forward_IsTheMeanOfWhatIsReal()
    {
        var tokens = Tokens.Random(2, 3, 4).Masked("101", "111").Polluted(double.NaN);
        _pooling.call(tokens)[0].ShouldBe((tokens.Values[0, 0] + tokens.Values[0, 2]) / 2);
        _pooling.call(tokens)[1].ShouldBe(tokens.Values[1].mean([0]));
    }

    [Fact]
    public void Forward_NothingReal_IsExactlyZeroWithFiniteGradients()
    {
        var tokens = Tokens.Random(2, 3, 4).Masked("000", "111");
        tokens.Values.requires_grad = true;
        var pooled = _pooling.call(tokens);
        pooled[0].ShouldBeExactly(zeros(4));
        pooled.sum().backward();
        tokens.Values.grad![0].ShouldBeExactly(zeros(3, 4));
    }
}
