using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Plugins.Tests;

public class PartCatalogTests
{
    private readonly PartCatalog _catalog = PartCatalog.Scan(typeof(DeskLamp).Assembly);

    [Fact]
    public void Scan_FindsEveryPartInOrder() => _catalog.All.Select(part => $"{part.Kind.Name} {part.Name}").Should()
        .Equal("lamp candle", "lamp desk-lamp", "shade none", "shade paper");

    [Fact]
    public void Find_KnowsOptionsOriginAndKind()
    {
        var part = _catalog.Find(typeof(ILamp), "desk-lamp");
        part.Type.Should().Be<DeskLamp>();
        part.OptionsType.Should().Be<DeskLampOptions>();
        part.Kind.Title.Should().Be("lamp");
        part.Origin.Should().StartWith("EEGAVI.Plugins.Tests ");
        _catalog.Find(typeof(ILamp), "candle").OptionsType.Should().BeNull();
    }

    [Theory]
    [InlineData("desk-lmap", "no lamp is called 'desk-lmap'. Nearest: desk-lamp.")]
    [InlineData("desk", "no lamp is called 'desk'. Nearest: desk-lamp.")]
    [InlineData("sun", "no lamp is called 'sun'. Known: candle, desk-lamp.")]
    public void Find_UnknownName_SaysWhatWasMeant(string name, string sentence) =>
        _catalog.Invoking(c => c.Find(typeof(ILamp), name)).Should().Throw<KeyNotFoundException>().WithMessage(sentence);

    [Fact]
    public void Find_NameOfAnotherKind_IsUnknown() => _catalog.TryFind(typeof(ILamp), "paper", out _).Should().BeFalse();

    [Fact]
    public void Kinds_AreThoseThatHaveParts() => _catalog.Kinds.Select(kind => kind.Name).Should().Equal("lamp", "shade");

    [Fact]
    public void New_BadParts_SaysEachProblem()
    {
        Type[] types = [typeof(DeskLamp), typeof(SecondDeskLamp), typeof(BadName), typeof(NotAPart), typeof(TwoWays), typeof(Half)];
        var errors = new Action(() => _ = new PartCatalog(types)).Should().Throw<ConfigurationException>().Which.Errors;
        errors.Should().HaveCount(5);
        errors.Should().ContainSingle(e => e.StartsWith("Two parts are called lamp 'desk-lamp': Eegavi.Plugins.Tests.DeskLamp of EEGAVI.Plugins.Tests") && e.Contains("SecondDeskLamp of EEGAVI.Plugins.Tests"));
        errors.Should().ContainSingle(e => e.Contains("BadName") && e.Contains("lower-case words joined by dashes; got 'Bad_Name'"));
        errors.Should().ContainSingle(e => e.Contains("NotAPart") && e.Contains("implements a contract that has [PartKind]"));
        errors.Should().ContainSingle(e => e.Contains("TwoWays") && e.Contains("exactly one public constructor; got 2"));
        errors.Should().ContainSingle(e => e.Contains("Half") && e.Contains("neither abstract nor open generic"));
    }

    [Fact]
    public void Summary_AndSource_ComeFromTheDocumentationFile()
    {
        // Tests carry no documentation file; Abstractions does.
        XmlDocumentation.Of(typeof(IPart).Assembly).Summary(typeof(IParts)).Should().Be("Makes parts: the catalog as a part or the builder sees it.");
        XmlDocumentation.Of(typeof(IPart).Assembly).Summary(typeof(PartSizes).GetProperty("Heads")!).Should().StartWith("Heads H of the attention");
        XmlDocumentation.Of(typeof(IPart).Assembly).Summary(typeof(Part<>).GetProperty("Type")!).Should().Be("The part's name, for example tanh.");
        _catalog.Find(typeof(ILamp), "candle").Summary.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Has a foot. Edison et al. 1880, Electric lamp, US patent 223898. Differs: none.", "Edison et al. 1880, Electric lamp, US patent 223898")]
    [InlineData("out = x + y. A. Vaswani 2017, arXiv:1706.03762.", "A. Vaswani 2017, arXiv:1706.03762")]
    [InlineData("Windows of 2048 samples. Its layers: Davis and Mermelstein 1980, doi:10.1109/x.", "Its layers: Davis and Mermelstein 1980, doi:10.1109/x")]
    [InlineData("[Conv1d → ReLU] gives 2048 numbers.", "")]
    [InlineData("Nothing is cited here.", "")]
    [InlineData("", "")]
    public void Citation_IsTheSentenceThatCites(string remarks, string citation) => Citation.In(remarks).Should().Be(citation);

    [Fact]
    public void AddEegaviParts_Twice_AddsBoth()
    {
        using var services = new ServiceCollection().AddEegaviParts(typeof(DeskLamp).Assembly).AddEegaviParts(typeof(IPart).Assembly, typeof(DeskLamp).Assembly)
            .AddSingleton(new Glue("wood")).BuildServiceProvider();
        services.GetRequiredService<PartCatalog>().All.Should().HaveCount(4);
        services.GetRequiredService<SpecBinder>().Should().NotBeNull();
        var shade = (PaperShade)services.GetRequiredService<IParts>().Create(new Part<IShade>("paper"), new PartSizes());
        shade.Glue.Should().Be(new Glue("wood"));
    }

    // Private: not for the scan of this assembly.
    [Part("desk-lamp")]
    private sealed class SecondDeskLamp : ILamp
    {
        public double Watts => 0;
    }

    [Part("Bad_Name")]
    private sealed class BadName : IShade;

    [Part("thing")]
    private sealed class NotAPart;

    [Part("two-ways")]
    private sealed class TwoWays : IShade
    {
        public TwoWays() { }

        public TwoWays(PartSizes sizes) => _ = sizes;
    }

    [Part("half")]
    private abstract class Half : IShade;
}
