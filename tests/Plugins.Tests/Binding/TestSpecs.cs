using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Eegavi.Plugins.Tests;

/// <summary>A record with every sort of value.</summary>
public sealed record RoomSpec
{
    public required string Name { get; init; }

    [Range(0.0, 10.0, MinimumIsExclusive = true)] public double Height { get; init; } = 2.5;

    public long Seed { get; init; } = 17;

    public bool Lit { get; init; }

    [Range(1, int.MaxValue)] public int? Floors { get; init; } = 2;

    public float Scale { get; init; } = 0.1f;

    public Switching Switching { get; init; }

    [FilePath] public string? Plan { get; init; }

    public Part<ILamp> Lamp { get; init; } = new("desk-lamp", new DeskLampOptions { Watts = 25 });

    [MinLength(1)] public IReadOnlyList<FixtureSpec> Fixtures { get; init; } = [new FixtureSpec { Lamp = new("candle") }];

    public IReadOnlyList<int> Sizes { get; init; } = [1, 2];

    public IReadOnlyList<Part<IShade>> Shades { get; init; } = [];

    public IReadOnlyDictionary<string, DoorSpec> Doors { get; init; } = new SortedDictionary<string, DoorSpec>();

    public DoorSpec Front { get; init; } = new(2) { Colour = "red" };

    public JsonObject? Notes { get; init; }

    [Range(0, double.PositiveInfinity)] public double Budget { get; init; } = double.PositiveInfinity;

    public int Area => Sizes.Count;
}

/// <summary>A record whose part stands among its keys.</summary>
public sealed record FixtureSpec
{
    [Inline] public required Part<ILamp> Lamp { get; init; }

    [Range(0, 1e6)] public double Weight { get; init; } = 1;

    public string? Label { get; init; }
}

/// <summary>A record with one that a number may stand for, and one that none may.</summary>
public sealed record GateSpec
{
    public HingeSpec Hinge { get; init; } = new() { Wear = 0.5 };

    public DoorSpec Door { get; init; } = new(1);
}

/// <summary>A record that a number may stand for.</summary>
public sealed record HingeSpec
{
    [Shorthand, Range(0, 10)] public double Squeak { get; init; } = 1;

    public double Wear { get; init; }
}

/// <summary>A positional record.</summary>
public sealed record DoorSpec([Range(1, 4)] int Width, string Colour = "white");
