using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Eegavi.Plugins.Tests;

/// <summary>A kind of part without tensors.</summary>
[PartKind("lamp", "lamp")]
public interface ILamp : IPart
{
    double Watts { get; }
}

/// <summary>A kind whose title has two words and begins with a vowel.</summary>
[PartKind("shade", "outer shade")]
public interface IShade : IPart;

/// <summary>How a lamp is lit.</summary>
public enum Switching
{
    Plain,
    LastPreceding,
    [JsonStringEnumMemberName("query+context")] QueryContext,
}

/// <summary>Options of <see cref="DeskLamp"/>.</summary>
public sealed record DeskLampOptions : IValidatableObject
{
    /// <summary>Power in watts. Default 40.</summary>
    [Range(1, 128)] public int Watts { get; init; } = 40;

    /// <summary>Brightness. Default 0.5.</summary>
    [Range(0, 1)] public double Level { get; init; } = 0.5;

    /// <summary>How it is lit. Default <c>plain</c>.</summary>
    public Switching Switching { get; init; }

    /// <summary>What shades it. Default <c>paper</c>.</summary>
    public Part<IShade> Shade { get; init; } = new("paper", new PaperShadeOptions { Layers = 3 });

    /// <summary>Shades inside it.</summary>
    public IReadOnlyList<Part<IShade>> Inner { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Watts > 100 && Level > 0.9) yield return new($"at most 0.9 above 100 watts; got {Level}.", [nameof(Level)]);
    }
}

/// <summary>Lights a <see cref="ILamp">desk</see> with <c>Watts</c>.</summary>
/// <remarks>Has a foot. Edison et al. 1880, Electric lamp, US patent 223898. Differs: no filament.</remarks>
[Part("desk-lamp")]
public sealed class DeskLamp(DeskLampOptions options, PartSizes sizes, IParts parts) : ILamp
{
    public double Watts => options.Watts;

    public int Width => sizes.Width;

    public IShade Shade { get; } = parts.Create(options.Shade, sizes);
}

/// <summary>Needs nothing.</summary>
[Part("candle")]
public sealed class Candle : ILamp
{
    public double Watts => 1;
}

/// <summary>Options that shades share.</summary>
public abstract record ShadeOptions
{
    /// <summary>Colour. Default <c>white</c>.</summary>
    [Required] public string Colour { get; init; } = "white";
}

/// <summary>Options of <see cref="PaperShade"/>.</summary>
public sealed record PaperShadeOptions : ShadeOptions
{
    /// <summary>Layers of paper. Default 1.</summary>
    [Range(1, 9)] public int Layers { get; init; } = 1;

    /// <summary>A pattern file.</summary>
    [FilePath] public string? Pattern { get; init; }
}

/// <summary>A shade of paper, glued by a service.</summary>
[Part("paper")]
public sealed class PaperShade(PaperShadeOptions options, Glue? glue = null) : IShade
{
    public int Layers => options.Layers;

    public Glue? Glue => glue;
}

/// <summary>A shade that is always missing.</summary>
[Part("none")]
public sealed class NoShade : IShade;

/// <summary>A service that a part asks for.</summary>
public sealed record Glue(string Name);
