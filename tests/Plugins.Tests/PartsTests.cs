namespace Eegavi.Plugins.Tests;

public class PartsTests
{
    private static readonly PartCatalog Catalog = PartCatalog.Scan(typeof(DeskLamp).Assembly);
    private readonly Parts _parts = new(Catalog);
    private readonly PartSizes _sizes = new() { Width = 7 };

    [Fact]
    public void Create_HandsOverOptionsSizesAndParts()
    {
        var lamp = (DeskLamp)_parts.Create(new Part<ILamp>("desk-lamp", new DeskLampOptions { Watts = 60, Shade = new("none") }), _sizes);
        lamp.Watts.Should().Be(60);
        lamp.Width.Should().Be(7);
        lamp.Shade.Should().BeOfType<NoShade>();
    }

    [Fact]
    public void Create_NoOptions_TakesDefaults() => ((DeskLamp)_parts.Create(new Part<ILamp>("desk-lamp"), _sizes)).Shade
        .Should().BeOfType<PaperShade>().Which.Layers.Should().Be(3);

    [Fact]
    public void Create_Twice_MakesTwo() => _parts.Create(new Part<ILamp>("candle"), _sizes)
        .Should().NotBeSameAs(_parts.Create(new Part<ILamp>("candle"), _sizes));

    [Fact]
    public void Create_UnknownName_SaysNearest() => _parts.Invoking(p => p.Create(new Part<ILamp>("candel"), _sizes))
        .Should().Throw<KeyNotFoundException>().WithMessage("no lamp is called 'candel'. Nearest: candle.");

    [Fact]
    public void Create_OptionsOfAnother_SaysWhich() => _parts.Invoking(p => p.Create(new Part<ILamp>("desk-lamp", new PaperShadeOptions()), _sizes))
        .Should().Throw<ArgumentException>().WithMessage("lamp 'desk-lamp' takes DeskLampOptions; got PaperShadeOptions.*");

    [Fact]
    public void Create_OptionsForNone_SaysSo() => _parts.Invoking(p => p.Create(new Part<ILamp>("candle", new PaperShadeOptions()), _sizes))
        .Should().Throw<ArgumentException>().WithMessage("lamp 'candle' has no options; got PaperShadeOptions.*");

    [Fact]
    public void Create_BadOptions_SaysEveryBreachOnEveryLevel()
    {
        var options = new DeskLampOptions { Watts = 0, Level = double.NaN, Shade = new("paper", new PaperShadeOptions { Layers = 10 }), Inner = [new("papier")] };
        _parts.Invoking(p => p.Create(new Part<ILamp>("desk-lamp", options), _sizes)).Should().Throw<ConfigurationException>().Which.Errors.Should().Equal(
            "desk-lamp.watts: expected a whole number from 1 to 128; got 0.",
            "desk-lamp.level: expected a finite number from 0 to 1; got NaN.",
            "desk-lamp.shade.layers: expected a whole number from 1 to 9; got 10.",
            "desk-lamp.inner[0]: no outer shade is called 'papier'. Nearest: paper.");
    }

    [Fact]
    public void Create_RuleOverTwoOptions_IsChecked() =>
        _parts.Invoking(p => p.Create(new Part<ILamp>("desk-lamp", new DeskLampOptions { Watts = 101, Level = 1 }), _sizes))
            .Should().Throw<ConfigurationException>().WithMessage("desk-lamp.level: at most 0.9 above 100 watts; got 1.");

    [Fact]
    public void TypeOf_IsTheClass()
    {
        _parts.TypeOf(new Part<ILamp>("candle")).Should().Be<Candle>();
        _parts.Invoking(p => p.TypeOf(new Part<ILamp>("paper"))).Should().Throw<KeyNotFoundException>().WithMessage("no lamp is called 'paper'*");
    }

    [Fact]
    public void Create_ConstructorThrows_ItsExceptionComesOut()
    {
        var parts = new Parts(new PartCatalog([typeof(Broken)]));
        parts.Invoking(p => p.Create(new Part<ILamp>("broken"), _sizes)).Should().Throw<InvalidTimeZoneException>();
    }

    [Part("broken")]
    private sealed class Broken : ILamp
    {
        public Broken() => throw new InvalidTimeZoneException();

        public double Watts => 0;
    }
}
