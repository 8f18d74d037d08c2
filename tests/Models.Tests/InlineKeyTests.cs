using System.Reflection;
using Eegavi.Plugins;

namespace Eegavi.Models.Tests;

/// <summary>A part that stands inline shares its object with its record's own keys: an option of the same name could never be set.</summary>
public sealed class InlineKeyTests
{
    private static readonly PartCatalog Catalog = PartCatalog.Scan(new[] { "EEGAVI.Encoders", "EEGAVI.Fusion", "EEGAVI.Losses" }.Select(Assembly.Load));

    public static TheoryData<Type> Records =>
        [.. typeof(FusionSpec).Assembly.GetExportedTypes().Where(type => Inline(type) is not null)];

    [Theory, MemberData(nameof(Records))]
    public void Options_OfInlineParts_HaveNoKeyOfTheirRecord(Type record)
    {
        var kind = Inline(record)!.PropertyType.GetGenericArguments()[0];
        var own = record.GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name);
        foreach (var part in Catalog.OfKind(kind))
            PartOption.Of(part).Select(option => option.Name).Should().NotIntersectWith(own.Select(name => char.ToLowerInvariant(name[0]) + name[1..]), $"{record.Name} holds {part}");
    }

    private static PropertyInfo? Inline(Type type) => Array.Find(type.GetProperties(), property => property.IsDefined(typeof(InlineAttribute)));
}
