using System.Text.Json.Nodes;

namespace Eegavi.Plugins.Tests;

/// <summary>Names that a plugin may bring. What the schema says of our own parts: the tests of the tool.</summary>
public class ConfigurationSchemaTests
{
    [Fact]
    public void Of_TwoRecordsOfOneName_DescribesEach()
    {
        var schema = ConfigurationSchema.Of(new PartCatalog([]), typeof(Rooms), "rooms", []);
        Keys(schema, schema["else"]!["properties"]!["east"]!).Should().Equal("windows");
        Keys(schema, schema["else"]!["properties"]!["west"]!).Should().Equal("doors");
    }

    [Theory]
    [InlineData(false, "lamp.named")]
    [InlineData(true, "Fixture.named")]
    [InlineData(true, "Fixture.named.patch")]
    public void Of_PartsCalledAsTheSchemaCallsItsOwn_LeadsFromEachNameToItsOptions(bool isInline, string definition)
    {
        var schema = ConfigurationSchema.Of(new PartCatalog([typeof(Named), typeof(Name), typeof(Patch)]), isInline ? typeof(Fixtures) : typeof(Lamps), "lamps", []);
        var branches = schema["$defs"]![definition]!["allOf"]!.AsArray();
        branches.Should().HaveCount(3);
        foreach (var branch in branches)
            Definition(schema, branch!["then"]!)["properties"]!["type"]!["const"]!.ToString().Should().Be(branch["if"]!["properties"]!["type"]!["const"]!.ToString());
    }

    private static IEnumerable<string> Keys(JsonObject schema, JsonNode property) => Definition(schema, property)["properties"]!.AsObject().Select(key => key.Key);

    private static JsonObject Definition(JsonObject schema, JsonNode at) => schema["$defs"]![at["$ref"]!.ToString()["#/$defs/".Length..]]!.AsObject();

    internal static class East
    {
        internal sealed record Wall
        {
            public int Windows { get; init; }
        }
    }

    internal static class West
    {
        internal sealed record Wall
        {
            public int Doors { get; init; }
        }
    }

    internal sealed record Rooms
    {
        public East.Wall East { get; init; } = new();

        public West.Wall West { get; init; } = new();
    }

    internal sealed record Lamps
    {
        public Part<ILamp> Lamp { get; init; } = new("named");
    }

    internal sealed record Fixture
    {
        [Inline] public required Part<ILamp> Lamp { get; init; }
    }

    internal sealed record Fixtures
    {
        public IReadOnlyDictionary<string, Fixture> All { get; init; } = new Dictionary<string, Fixture>();
    }

    [Part("named")]
    internal sealed class Named : ILamp
    {
        public double Watts => 1;
    }

    [Part("name")]
    internal sealed class Name : ILamp
    {
        public double Watts => 2;
    }

    [Part("patch")]
    internal sealed class Patch : ILamp
    {
        public double Watts => 3;
    }
}
