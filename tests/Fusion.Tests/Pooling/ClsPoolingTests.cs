using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

public sealed class ClsPoolingTests
{
    private readonly ClsPooling _pooling = new();
    private readonly TokenSequence _tokens = Tokens.Random(2, 3, 4);

    [Fact]
    public void Forward_NoTimelessTokens_IsTheFirstPlace() => _pooling.call(_tokens).ShouldBeExactly(_tokens.Values[.., 0]);

    [Fact]
    public void Forward_IsTheFirstRealTimelessToken()
    {
        var tokens = _tokens.Masked("111", "101").Polluted(double.NaN).TimelessAt("010", "011");
        var pooled = _pooling.call(tokens);
        pooled[0].ShouldBeExactly(tokens.Values[0, 1]);
        pooled[1].ShouldBeExactly(tokens.Values[1, 2]);
    }

    [Theory]
    [InlineData("011", null)]
    [InlineData("110", "001")]
    public void Forward_NoClassToken_IsExactlyZeroWithFiniteGradients(string valid, string? timeless)
    {
        var tokens = _tokens.Masked(valid, "111");
        if (timeless is not null) tokens = tokens.TimelessAt(timeless, "001");
        tokens.Values.requires_grad = true;
        var pooled = _pooling.call(tokens);
        pooled[0].ShouldBeExactly(zeros(4));
        pooled.sum().backward();
        tokens.Values.grad![0].ShouldBeExactly(zeros(3, 4));
        tokens.Values.grad!.sum().item<float>().Should().Be(4);
    }
}
