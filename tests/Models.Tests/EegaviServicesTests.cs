using Eegavi.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Eegavi.Models.Tests;

public class EegaviServicesTests
{
    [Fact]
    public void AddEegavi_ReadsTheHostsModel()
    {
        using var services = Services(("model:width", "8"), ("model:query:encoder:type", "precomputed"), ("model:query:encoder:width", "6"), ("model:heads:mood:outputs", "3"));
        services.GetRequiredService<IStartupValidator>().Validate();
        using var model = services.GetRequiredService<ModelBuilder>().Build(services.GetRequiredService<IOptions<ModelComposition>>().Value.Model);
        model.Spec.Heads["mood"].Outputs.Should().Be(3);
    }

    [Fact]
    public void AddEegavi_Faults_StopTheStart_WithEveryErrorAtOnce()
    {
        using var services = Services(("model:width", "0"), ("model:query:encoder:type", "precomputd"), ("colour", "red"));
        services.Invoking(s => s.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>().Which.Failures.Should().SatisfyRespectively(
            width => width.Should().StartWith("model.width: expected a whole number from 1"),
            encoder => encoder.Should().Contain("no encoder is called 'precomputd'. Nearest: precomputed"),
            colour => colour.Should().StartWith("colour: unknown key"));
    }

    [Fact]
    public void AddEegavi_WithoutConfiguration_HasPartsAndBuilders()
    {
        using var services = new ServiceCollection().AddEegavi().AddEegavi().BuildServiceProvider();
        services.GetRequiredService<PartCatalog>().TryFind(typeof(IGate), "tanh", out _).Should().BeTrue();
        services.GetRequiredService<ObjectiveBuilder>().Should().BeSameAs(services.GetRequiredService<ObjectiveBuilder>());
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddEegavi(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build())
        .BuildServiceProvider();
}
