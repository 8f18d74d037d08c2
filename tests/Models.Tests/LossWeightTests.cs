using System.ComponentModel.DataAnnotations;

namespace Eegavi.Models.Tests;

public class LossWeightTests
{
    [Fact]
    public void ANumber_StaysTheSame()
    {
        LossWeight weight = 0.3;
        (weight.At(0), weight.At(1), weight.Last).Should().Be((0.3, 0.3, 0.3));
    }

    [Fact]
    public void AtOnce_ChangesWhereItBegins()
    {
        var weight = new LossWeight { From = 0, To = 2, After = 0.25, Over = 0 };
        (weight.At(0.2), weight.At(0.25)).Should().Be((0, 2));
    }

    [Fact]
    public void WithoutLength_ChangesToTheEnd() => new LossWeight { From = 0, To = 1, After = 0.5 }.At(0.75).Should().Be(0.5);

    [Theory]
    [InlineData(null, 0.5, 0.5, "To")]
    [InlineData(2.0, 0.5, 0.6, "Over")]
    public void WhatContradictsItself_IsRefused(double? to, double after, double? over, string member)
    {
        var weight = new LossWeight { To = to, After = after, Over = over };
        weight.Validate(new ValidationContext(weight)).Single().MemberNames.Should().Equal(member);
    }
}
