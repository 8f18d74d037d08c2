using System.ComponentModel.DataAnnotations;

namespace Eegavi.Encoders;

/// <summary>An odd number: a kernel with a middle.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OddAttribute() : ValidationAttribute("expected an odd number.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is int number && number % 2 != 0;
}
