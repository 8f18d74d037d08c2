using System.ComponentModel.DataAnnotations;

namespace Eegavi.Encoders;

/// <summary>Widths of layers: at least one, each at least 1.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WidthsAttribute() : ValidationAttribute("expected 1 to 16 widths, each from 1 to 4096.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is IReadOnlyList<int> { Count: >= 1 and <= 16 } widths && widths.All(width => width is >= 1 and <= 4096);
}
