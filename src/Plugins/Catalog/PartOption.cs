using System.Text.Json.Nodes;

namespace Eegavi.Plugins;

/// <summary>One option of a part, as a reference lists it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Expected">What a value may be: "a whole number from 1 to 128".</param>
/// <param name="Default">As a file would write it; null where it must be given, or where the default is to have none.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Summary">What it means; empty where the assembly comes without documentation.</param>
public sealed record PartOption(string Name, string Expected, JsonNode? Default, bool IsRequired, string Summary)
{
    /// <summary>The options of a part, in the order in which they are declared.</summary>
    public static IReadOnlyList<PartOption> Of(PartInfo part)
    {
        if (part.OptionsType is not { } type) return [];
        var usual = RecordShape.Of(type).Default();
        return [.. RecordShape.Of(type).Members.Select(member => new PartOption(
            member.Name,
            Expectation.Of(member),
            usual is null ? null : SpecWriter.Value(member.Get(usual)),
            member.IsRequired,
            XmlDocumentation.Of(member.Property.DeclaringType!.Assembly).Summary(member.Property)))];
    }
}
