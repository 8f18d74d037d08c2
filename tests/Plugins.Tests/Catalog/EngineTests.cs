using System.Diagnostics;
using static TorchSharp.torch;

namespace Eegavi.Plugins.Tests;

public class EngineTests
{
    // Nothing else in this process computes.
    [Fact]
    public void CatalogAndBinder_LoadNoEngine()
    {
        var catalog = new PartCatalog([typeof(OpenGate)]);
        catalog.Find(typeof(IGate), "open").OptionsType.Should().BeNull();
        new SpecBinder(catalog).Bind<Choice>(Bound.Resolve("""{ "gate": "open" }""")).Gate.Type.Should().Be("open");
        using var process = Process.GetCurrentProcess();
        process.Modules.Cast<ProcessModule>().Select(module => module.ModuleName).Should().NotContain(name => name.StartsWith("libtorch") || name.StartsWith("torch_cpu"));
    }

    private sealed record Choice
    {
        public required Part<IGate> Gate { get; init; }
    }

    [Part("open")]
    private sealed class OpenGate() : nn.Module<Tensor, Tensor, Tensor>("open"), IGate
    {
        public double InitialOpenness => 1;

        public override Tensor forward(Tensor branch, Tensor query) => branch;
    }
}
