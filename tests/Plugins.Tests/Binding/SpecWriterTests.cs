using System.Text.Json.Nodes;

namespace Eegavi.Plugins.Tests;

public class SpecWriterTests
{
    [Fact]
    public void Write_Defaults_AreLeftOut() => SpecWriter.Write(new RoomSpec { Name = "hall" }).ToJsonString().Should().Be("""{"name":"hall"}""");

    [Fact]
    public void Write_Parts_HaveTypeAndOptions()
    {
        var room = new RoomSpec
        {
            Name = "hall",
            Lamp = new("candle"),
            Fixtures = [new() { Lamp = new("desk-lamp", new DeskLampOptions { Watts = 9 }), Weight = 0.1 }],
        };
        SpecWriter.Write(room).ToJsonString().Should().Be("""{"name":"hall","lamp":{"type":"candle"},"fixtures":[{"type":"desk-lamp","watts":9,"weight":0.1}]}""");
    }

    [Fact]
    public void Write_ThenBind_GivesTheSame()
    {
        var room = new RoomSpec
        {
            Name = "hall",
            Height = 1.0 / 3,
            Seed = long.MaxValue,
            Lit = true,
            Floors = null,
            Scale = 0.3f,
            Switching = Switching.QueryContext,
            Plan = Path.GetFullPath("/plans/a.svg"),
            Lamp = new("desk-lamp", new DeskLampOptions { Watts = 9, Inner = [new("none"), new("paper", new PaperShadeOptions { Layers = 2 })] }),
            Fixtures = [new() { Lamp = new("candle"), Label = "[]" }],
            Sizes = [],
            Doors = new SortedDictionary<string, DoorSpec> { ["b"] = new(4), ["a"] = new(1, "blue") },
            Front = new(2, "green"),
            Notes = new JsonObject { ["deep"] = new JsonArray(1, "two") },
            Budget = 5,
        };
        var back = Bound.Room(SpecWriter.Write(room).ToJsonString());
        SpecWriter.Write(back).ToJsonString().Should().Be(SpecWriter.Write(room).ToJsonString());
        back.Should().BeEquivalentTo(room, options => options.Excluding(r => r.Notes).Excluding(r => r.Lamp).RespectingRuntimeTypes());
    }
}
