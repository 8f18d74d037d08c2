using System.ComponentModel.DataAnnotations;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;

namespace Eegavi.Plugins.Tests;

public class SpecBinderTests
{
    [Fact]
    public void Bind_EverySortOfValue()
    {
        var room = Bound.Room("""
            { "NAME": "hall", "height": 3, "seed": 9007199254740993, "lit": true, "floors": 1e1, "scale": 0.25, "switching": "last-preceding",
              "plan": "plans/hall.svg", "sizes": [7, 5], "notes": { "a": [1, "1", null, {}], "b": true }, "budget": "Infinity" }
            """);
        room.Name.Should().Be("hall");
        room.Height.Should().Be(3);
        room.Seed.Should().Be(9007199254740993);
        room.Lit.Should().BeTrue();
        room.Floors.Should().Be(10);
        room.Scale.Should().Be(0.25f);
        room.Switching.Should().Be(Switching.LastPreceding);
        room.Plan.Should().Be(Path.GetFullPath("/base/plans/hall.svg"));
        room.Sizes.Should().Equal(7, 5);
        room.Budget.Should().Be(double.PositiveInfinity);
        // Configuration knows texts only: what can be a number is one.
        room.Notes!.ToJsonString().Should().Be("""{"a":[1,1,null,{}],"b":true}""");
    }

    [Fact]
    public void Bind_NoKey_KeepsDefaults() => Bound.Room("""{ "name": "hall" }""").Should().BeEquivalentTo(new RoomSpec { Name = "hall" });

    [Theory]
    [InlineData("lastPreceding", Switching.LastPreceding)]
    [InlineData("LAST_PRECEDING", Switching.LastPreceding)]
    [InlineData("query+context", Switching.QueryContext)]
    [InlineData("plain", Switching.Plain)]
    public void Bind_EnumInAnySpelling(string text, Switching value) =>
        Bound.Room($$"""{ "name": "a", "switching": "{{text}}" }""").Switching.Should().Be(value);

    [Fact]
    public void Bind_EmptyListEmptyObjectAndNull_AreNotDefaults()
    {
        var room = Bound.Room("""{ "name": "", "sizes": [], "doors": {}, "floors": null, "notes": {}, "shades": [] }""");
        room.Name.Should().BeEmpty();
        room.Sizes.Should().BeEmpty();
        room.Doors.Should().BeEmpty();
        room.Floors.Should().BeNull();
        room.Notes.Should().BeEmpty();
    }

    [Fact]
    public void Bind_SingleValue_IsARecordOfItsShorthand()
    {
        static GateSpec Gate(string json) => new SpecBinder(Bound.Catalog).Bind<GateSpec>(Bound.Resolve(json));
        Gate("""{ "hinge": 3 }""").Hinge.Should().Be(new HingeSpec { Squeak = 3, Wear = 0.5 });
        Gate("""{ "hinge": { "wear": 2 } }""").Hinge.Should().Be(new HingeSpec { Squeak = 1, Wear = 2 });
        FluentActions.Invoking(() => Gate("""{ "hinge": 11 }""")).Should().Throw<ConfigurationException>().WithMessage("hinge: expected a number from 0 to 10; got 11.");
        FluentActions.Invoking(() => Gate("""{ "door": 11 }""")).Should().Throw<ConfigurationException>().WithMessage("door: expected an object*");
    }

    [Fact]
    public void Bind_SingleValue_IsAListOfOne()
    {
        Bound.Room("""{ "name": "a", "sizes": 4, "shades": "none" }""").Sizes.Should().Equal(4);
        Bound.Room("""{ "name": "a", "shades": "none" }""").Shades.Should().Equal(new Part<IShade>("none"));
    }

    [Fact]
    public void Bind_Dictionary_IsInOrdinalOrder()
    {
        var doors = Bound.Room("""{ "name": "a", "doors": { "south": { "width": 2 }, "10": { "width": 1 }, "9": { "width": 3 }, "North": { "width": 4, "colour": "blue" } } }""").Doors;
        doors.Keys.Should().Equal("10", "9", "North", "south");
        doors["North"].Should().Be(new DoorSpec(4, "blue"));
        doors["9"].Should().Be(new DoorSpec(3));
    }

    [Fact]
    public void Bind_NestedRecord_KeepsWhatThePropertyStartsWith() =>
        Bound.Room("""{ "name": "a", "front": { "width": 3 } }""").Front.Should().Be(new DoorSpec(3, "red"));

    [Fact]
    public void Bind_PartInline_SharesTheObject()
    {
        var fixtures = Bound.Room("""{ "name": "a", "fixtures": [ { "type": "desk-lamp", "watts": 9, "weight": 0.5, "shade": { "type": "paper", "layers": 4 } }, "candle" ] }""").Fixtures;
        fixtures[0].Weight.Should().Be(0.5);
        fixtures[0].Lamp.Should().Be(new Part<ILamp>("desk-lamp", new DeskLampOptions { Watts = 9, Shade = new("paper", new PaperShadeOptions { Layers = 4 }), Inner = ((DeskLampOptions)fixtures[0].Lamp.Options!).Inner }));
        fixtures[1].Lamp.Should().Be(new Part<ILamp>("candle"));
    }

    [Fact]
    public void Bind_InheritedOption_IsAnOptionLikeOthers() =>
        Bound.Room("""{ "name": "a", "shades": [{ "type": "paper", "colour": "red", "layers": 2 }] }""").Shades[0].Options
            .Should().Be(new PaperShadeOptions { Colour = "red", Layers = 2 });

    [Fact]
    public void Bind_DefaultThatBreaksARule_IsMissing()
    {
        var bind = () => new SpecBinder(Bound.Catalog).Bind<Ticket>(Bound.Resolve("""{ "stops": [] }"""));
        bind.Should().Throw<ConfigurationException>().Which.Errors.Should().Equal(
            "holder: missing; expected text.", "stops: expected a list with at least 1 in it; got 0 items.", "zones: missing; expected a list with at least 1 in it.");
    }

    private sealed record Ticket
    {
        [Required] public string? Holder { get; init; }

        [Required] public string Line { get; init; } = "U1";

        [MinLength(1)] public IReadOnlyList<string> Stops { get; init; } = ["a"];

        [MinLength(1)] public IReadOnlyList<int> Zones { get; init; } = [];
    }

    [Fact]
    public void Bind_PartWithoutType_KeepsTheDefaultChoiceAndItsOptions()
    {
        var lamp = Bound.Room("""{ "name": "a", "lamp": { "level": 0.75 } }""").Lamp;
        lamp.Type.Should().Be("desk-lamp");
        lamp.Options.Should().BeOfType<DeskLampOptions>().Which.Watts.Should().Be(25);
        lamp.Options.Should().BeOfType<DeskLampOptions>().Which.Level.Should().Be(0.75);
    }

    [Fact]
    public void Bind_PartWithType_HasThePartsOwnDefaults() =>
        Bound.Room("""{ "name": "a", "lamp": "desk-lamp" }""").Lamp.Options.Should().BeOfType<DeskLampOptions>().Which.Watts.Should().Be(40);

    [Theory]
    [InlineData("""{ "name": "a", "heihgt": 3 }""", "heihgt: unknown key; nearest: height.")]
    [InlineData("""{ "name": "a", "area": 3 }""", "area: unknown key; known: budget, doors, fixtures, floors, front, height, lamp, lit, name, notes, plan, scale and 4 more.")]
    [InlineData("""{ "height": 3 }""", "name: missing; expected text.")]
    [InlineData("""{ "name": null }""", "name: expected text; got null.")]
    [InlineData("""{ "name": {} }""", "name: expected text; got an object.")]
    [InlineData("""{ "name": "a", "height": 0 }""", "height: expected a number above 0 and of at most 10; got 0.")]
    [InlineData("""{ "name": "a", "height": "tall" }""", "height: expected a number above 0 and of at most 10; got 'tall'.")]
    [InlineData("""{ "name": "a", "height": "NaN" }""", "height: expected a finite number above 0 and of at most 10; got NaN.")]
    [InlineData("""{ "name": "a", "height": 1e999 }""", "height: expected a finite number above 0 and of at most 10; got Infinity.")]
    [InlineData("""{ "name": "a", "height": "1,5" }""", "height: expected a number above 0 and of at most 10; got '1,5'.")]
    [InlineData("""{ "name": "a", "floors": 0 }""", "floors: expected a whole number of at least 1; got 0.")]
    [InlineData("""{ "name": "a", "floors": 1.5 }""", "floors: expected a whole number of at least 1; got 1.5.")]
    [InlineData("""{ "name": "a", "floors": 3000000000 }""", "floors: expected a whole number of at least 1; got 3000000000.")]
    [InlineData("""{ "name": "a", "lit": "yes" }""", "lit: expected true or false; got 'yes'.")]
    [InlineData("""{ "name": "a", "lit": null }""", "lit: expected true or false; got null.")]
    [InlineData("""{ "name": "a", "switching": "plian" }""", "switching: expected one of plain, last-preceding, query+context; got 'plian'; nearest: plain.")]
    [InlineData("""{ "name": "a", "switching": 1 }""", "switching: expected one of plain, last-preceding, query+context; got 1.")]
    [InlineData("""{ "name": "a", "plan": "" }""", "plan: expected a path; got ''.")]
    [InlineData("""{ "name": "a", "sizes": [1, "x"] }""", "sizes[1]: expected a whole number; got 'x'.")]
    [InlineData("""{ "name": "a", "sizes": { "a": 1 } }""", "sizes: expected a list [ … ]; got an object.")]
    [InlineData("""{ "name": "a", "sizes": { "0": 1, "2": 1 } }""", "sizes[1]: missing; the list goes on with sizes[2].")]
    [InlineData("""{ "name": "a", "fixtures": [] }""", "fixtures: expected a list with at least 1 in it; got 0 items.")]
    [InlineData("""{ "name": "a", "doors": 3 }""", "doors: expected an object { … }; got 3.")]
    [InlineData("""{ "name": "a", "doors": { "in": { "width": 5 } } }""", "doors.in.width: expected a whole number from 1 to 4; got 5.")]
    [InlineData("""{ "name": "a", "doors": { "in": {} } }""", "doors.in.width: missing; expected a whole number from 1 to 4.")]
    [InlineData("""{ "name": "a", "doors": { "in": [1] } }""", "doors.in: expected an object { … }; got a list.")]
    [InlineData("""{ "name": "a", "front": "red" }""", "front: expected an object { … }; got 'red'.")]
    [InlineData("""{ "name": "a", "notes": [] }""", "notes: expected an object { … }; got a list.")]
    [InlineData("""{ "name": "a", "lamp": "desk-lmap" }""", "lamp: no lamp is called 'desk-lmap'. Nearest: desk-lamp.")]
    [InlineData("""{ "name": "a", "lamp": { "type": "desk-lmap", "x": 1 } }""", "lamp.type: no lamp is called 'desk-lmap'. Nearest: desk-lamp.")]
    [InlineData("""{ "name": "a", "lamp": { "type": ["candle"] } }""", "lamp.type: expected the name of a lamp; got a list.")]
    [InlineData("""{ "name": "a", "lamp": ["candle"] }""", "lamp: expected the name of a lamp or { \"type\": … }; got a list.")]
    [InlineData("""{ "name": "a", "lamp": null }""", "lamp: expected the name of a lamp or { \"type\": … }; got null.")]
    [InlineData("""{ "name": "a", "lamp": { "type": "candle", "watts": 3 } }""", "lamp.watts: unknown key; lamp 'candle' has no options.")]
    [InlineData("""{ "name": "a", "lamp": { "type": "desk-lamp", "watt": 3 } }""", "lamp.watt: unknown key; nearest: watts.")]
    [InlineData("""{ "name": "a", "lamp": { "watts": 101, "level": 1 } }""", "lamp.level: at most 0.9 above 100 watts; got 1.")]
    [InlineData("""{ "name": "a", "shades": [{ "layers": 2 }] }""", "shades[0].type: missing; expected the name of an outer shade or { \"type\": … }: known: none, paper.")]
    [InlineData("""{ "name": "a", "fixtures": [{ "weight": 2 }] }""", "fixtures[0].type: missing; expected the name of a lamp or { \"type\": … }: known: candle, desk-lamp.")]
    [InlineData("""{ "name": "a", "fixtures": [{ "type": "desk-lamp", "wieght": 2 }] }""", "fixtures[0].wieght: unknown key; nearest: weight.")]
    [InlineData("""{ "name": "a", "fixtures": [{ "type": "desk-lamp", "shade": { "layers": 0 } }] }""", "fixtures[0].shade.layers: expected a whole number from 1 to 9; got 0.")]
    public void Bind_Wrong_SaysPathExpectationAndWhatCame(string json, string error) => Bound.Errors(json).Should().Equal(error);

    [Fact]
    public void Bind_ManyErrors_SaysAllAtOnce() => Bound.Errors("""
        { "height": 11, "lamp": { "type": "desk-lamp", "watts": 0, "level": 2, "shade": "papre" }, "fixtures": [ "candel", { "type": "candle", "weight": -1 } ], "roof": 1 }
        """).Should().Equal(
        "name: missing; expected text.",
        "height: expected a number above 0 and of at most 10; got 11.",
        "lamp.watts: expected a whole number from 1 to 128; got 0.",
        "lamp.level: expected a number from 0 to 1; got 2.",
        "lamp.shade: no outer shade is called 'papre'. Nearest: paper.",
        "fixtures[0]: no lamp is called 'candel'. Nearest: candle.",
        "fixtures[1].weight: expected a number from 0 to 1000000; got -1.",
        "roof: unknown key; known: budget, doors, fixtures, floors, front, height, lamp, lit, name, notes, plan, scale and 4 more.");

    [Fact]
    public void Bind_Section_HasItsFullPath()
    {
        var bind = () => new SpecBinder(Bound.Catalog).Bind<RoomSpec>(Bound.Resolve("""{ "rooms": [ { "name": "a", "height": 11 } ] }"""), "rooms:0");
        bind.Should().Throw<ConfigurationException>().WithMessage("rooms[0].height: *");
    }

    [Fact]
    public void Bind_AbsentSection_SaysWhatIsMissing()
    {
        var bind = () => new SpecBinder(Bound.Catalog).Bind<RoomSpec>(Bound.Resolve("{}"), "room");
        bind.Should().Throw<ConfigurationException>().WithMessage("room.name: missing; expected text.");
    }

    [Fact]
    public void Bind_StockJsonProvider_WorksToo()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes("""{ "name": "a", "fixtures": [ { "type": "desk-lamp", "watts": 3 } ], "doors": {}, "sizes": [] }"""));
        var stock = new ConfigurationBuilder().AddJsonStream(json).Build();
        var room = new SpecBinder(Bound.Catalog).Bind<RoomSpec>(stock);
        room.Fixtures[0].Lamp.Options.Should().BeOfType<DeskLampOptions>().Which.Watts.Should().Be(3);
        room.Sizes.Should().BeEmpty();
    }

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("\"1.50\"", "1.50")]
    [InlineData("\" 1\"", "\" 1\"")]
    [InlineData("\"007\"", "\"007\"")]
    [InlineData("\"null\"", "\"null\"")]
    [InlineData("\"{}\"", "\"{}\"")]
    [InlineData("\"\\\"a\\\"\"", "\"\\u0022a\\u0022\"")]
    [InlineData("true", "true")]
    public void Bind_Json_KeepsWhatWasWritten(string written, string read) =>
        Bound.Room($$"""{ "name": "a", "notes": { "x": {{written}} } }""").Notes!["X"]!.ToJsonString().Should().Be(read);

    [Fact]
    public void Bind_AnyDocument_IsARecordOrAListOfErrors()
    {
        var keys = Gen.Elements("name", "type", "lamp", "shade", "shades", "fixtures", "doors", "front", "sizes", "inner", "watts", "layers", "plan", "notes", "0", "1", "x");
        var scalar = Gen.Elements("null", "true", "0", "1", "-1e9", "2.5", "\"candle\"", "\"desk-lamp\"", "\"paper\"", "\"\"", "\"NaN\"", "\"\\u0000\"");
        Gen<string> Json(int depth) => depth == 0 ? scalar : Gen.OneOf(
            scalar,
            Json(depth - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(3))}]"),
            keys.Zip(Json(depth - 1)).ListOf().Select(pairs => $"{{{string.Join(',', pairs.DistinctBy(pair => pair.Item1).Take(5).Select(pair => $"\"{pair.Item1}\":{pair.Item2}"))}}}"));
        Prop.ForAll(Json(4).ToArbitrary(), value => Bound.Errors($$"""{ "name": "a", "lamp": {{value}}, "fixtures": {{value}}, "doors": {{value}}, "notes": {{value}} }""").Should().NotBeNull())
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Bind_DefaultOutsideTheCatalog_IsAnErrorToo()
    {
        var catalog = new PartCatalog([typeof(Candle), typeof(DeskLamp), typeof(NoShade)]);
        var bind = () => new SpecBinder(catalog).Bind<RoomSpec>(Bound.Resolve("""{ "name": "a" }"""));
        bind.Should().Throw<ConfigurationException>().WithMessage("lamp.shade.type: no outer shade is called 'paper'. Known: none.");
    }
}
