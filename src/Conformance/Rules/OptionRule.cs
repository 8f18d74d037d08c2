using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Eegavi.Plugins;
using Microsoft.Extensions.Configuration;

namespace Eegavi.Conformance;

/// <summary>Options that make no sense are refused in a sentence that names the key.</summary>
internal sealed class OptionRule : PartRule
{
    public override string Name => "options reject nonsense";

    public override string Remedy => "Give each number a [Range] that says what can work; make choices enums or Part<…>; check what options say together in IValidatableObject.Validate.";

    public override IEnumerable<string> Check(PartInfo part, Subject? subject, PartSuite suite)
    {
        if (part.OptionsType is null) return Accepts(suite, part, new JsonObject(), "noSuchOption", "1");
        var options = OptionText.All(suite.Options(part).Of(new(0, 0, 0)));
        if (Refusals(suite, part, options) is { Count: > 0 } refused) return [$"its own options are refused: {refused[0]}"];
        var wrong = RecordShape.Of(part.OptionsType).Members.SelectMany(member => Nonsense(member).Select(value => (member.Name, value)));
        return wrong.Append(("noSuchOption", "1")).SelectMany(one => Accepts(suite, part, options, one.Item1, one.Item2));
    }

    private static IEnumerable<string> Accepts(PartSuite suite, PartInfo part, JsonObject options, string key, JsonNode value)
    {
        var changed = options.DeepClone().AsObject();
        changed[key] = value.DeepClone();
        var refusals = Refusals(suite, part, changed);
        if (refusals.Count == 0) return [$"'{key}': {value.ToJsonString()} is accepted"];
        return refusals.Any(refusal => refusal.Contains($"part.{key}", StringComparison.Ordinal)) ? [] : [$"'{key}': {value.ToJsonString()} is refused by a sentence that does not name it: {refusals[0]}"];
    }

    private static List<string> Refusals(PartSuite suite, PartInfo part, JsonObject options)
    {
        var chosen = options.DeepClone().AsObject();
        chosen["type"] = part.Name;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(OptionText.Flat(chosen, "part")).Build();
        var problems = new List<string>();
        var holder = typeof(Chosen<>).MakeGenericType(part.Kind.Contract);
        var made = new SpecReader(suite.Catalog, _ => Environment.CurrentDirectory, problems).Record(holder, new ConfigurationNode(configuration, ""), pattern: null);
        return problems.Count > 0 ? problems : [.. new SpecValidator(suite.Catalog).Breaches(made, "")];
    }

    private static IEnumerable<JsonNode> Nonsense(Member member)
    {
        var type = Kinds.Plain(member.Type);
        if (type.IsEnum || Kinds.IsPart(type)) return ["no-such-name"];
        if (!Kinds.IsWhole(type) && !Kinds.IsFraction(type)) return type == typeof(bool) ? ["maybe"] : [];
        List<JsonNode> wrong = ["many", Kinds.IsWhole(type) ? 2.5 : "NaN"];
        if (member.Rules.OfType<RangeAttribute>().FirstOrDefault() is not { } range) return wrong;
        var (low, high) = Bounds.Of(range);
        if (!Bounds.IsOpen(low)) wrong.Add(range.MinimumIsExclusive ? low : low - 1);
        if (!Bounds.IsOpen(high)) wrong.Add(range.MaximumIsExclusive ? high : high + Math.Max(1, Math.Abs(high)));
        return wrong;
    }

    private sealed record Chosen<TKind> where TKind : class, IPart
    {
        public required Part<TKind> Part { get; init; }
    }
}
