using static TorchSharp.torch;

namespace Eegavi.Tests;

public sealed class TokenSequenceTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "rank", "Expected query [B, T, D]; got a tensor of 2 axes, [2, 3]." },
        { "values", "Expected query [B, T, D] of a floating type; got Int64." },
        { "valid", "Expected query.valid [B, T] with B=2, T=3, as its values; got [2, 4]." },
        { "mask", "Expected query.valid of type Bool; got Float32." },
        { "seconds", "Expected query.seconds [B, T] with B=2, T=3, as its values; got [3]." },
        { "clock", "Expected query.seconds of type Float32; got Float64." },
        { "item", "Expected query.item of type Int64; got Float32." },
        { "timeless", "Expected query.timeless [B, T] with B=2, T=3, as its values; got [2, 1]." },
        { "modality", "Expected query.modality of type Int64; got Bool." },
        { "infinite", "Expected query.seconds finite wherever a token is real; got Infinity in row 1, token 2." },
        { "span", "Expected query.span finite wherever a token is real; got NaN in row 0, token 1." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WhatDoesNotFit_IsASentence(string what, string sentence) =>
        Tokens(what).Invoking(tokens => tokens.Check("query")).Should().Throw<ArgumentException>().WithMessage(sentence);

    [Theory]
    [InlineData("nothing")]
    [InlineData("masked")]
    public void Check_WhatFits_IsSilent(string what) => Tokens(what).Invoking(tokens => tokens.Check("query")).Should().NotThrow();

    private static TokenSequence Tokens(string what)
    {
        var seconds = zeros(2, 3);
        var span = zeros(2, 3);
        var valid = ones([2, 3], ScalarType.Bool);
        if (what is "infinite") seconds[1, 2] = tensor(float.PositiveInfinity);
        if (what is "span" or "masked") span[0, 1] = tensor(float.NaN);
        if (what is "masked") valid[0, 1] = tensor(false);
        return new()
        {
            Values = what switch { "rank" => zeros(2, 3), "values" => zeros([2, 3, 4], ScalarType.Int64), _ => zeros(2, 3, 4) },
            Valid = what switch { "valid" => ones([2, 4], ScalarType.Bool), "mask" => ones(2, 3), _ => valid },
            Seconds = what switch { "seconds" => zeros(3), "clock" => zeros([2, 3], ScalarType.Float64), _ => seconds },
            Span = span,
            Item = zeros([2, 3], what is "item" ? ScalarType.Float32 : ScalarType.Int64),
            Timeless = what is "timeless" ? ones([2, 1], ScalarType.Bool) : null,
            Modality = what is "modality" ? ones([2, 3], ScalarType.Bool) : null,
        };
    }
}
