using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Eegavi.Plugins;

/// <summary>Puts single values into a document. Their relative paths are relative to the working directory.</summary>
internal sealed partial class Overrides(JsonObject json, Origins origins)
{
    private const string Prefix = "EEGAVI__";
    private readonly Origins _here = new(Environment.CurrentDirectory);
    private readonly List<string> _problems = [];

    /// <summary>Applies <c>EEGAVI__model__fusion__0__from=x</c>, lower indices first.</summary>
    public void ApplyEnvironment(IDictionary environment)
    {
        var names = environment.Keys.OfType<string>().Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));
        var places = names.Select(name => (Name: name, Place: name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal)));
        foreach (var (name, place) in places.OrderBy(pair => pair.Place, ConfigurationKeyComparer.Instance))
        {
            var steps = place.Split(':');
            if (Array.Exists(steps, step => step.Length == 0)) _problems.Add($"{name}: expected EEGAVI__ and keys joined by two underscores.");
            else Put(name, steps, (string?)environment[name] ?? "");
        }
        ConfigurationException.ThrowIfAny(_problems);
    }

    /// <summary>Applies <c>model.fusion[0].from=x</c> in the order given.</summary>
    public void Apply(IEnumerable<string> settings)
    {
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !Path().IsMatch(setting[..equals])) _problems.Add($"{setting}: expected a setting such as model.fusion[0].heads=4.");
            else Put(setting[..equals], [.. Step().Matches(setting[..equals]).Select(step => step.Value)], setting[(equals + 1)..]);
        }
        ConfigurationException.ThrowIfAny(_problems);
    }

    private void Put(string name, string[] steps, string text)
    {
        JsonNode at = json;
        for (var i = 0; i < steps.Length - 1 && at is not null; i++) at = Enter(at, steps[i], name, intoList: IsIndex(steps[i + 1]))!;
        if (at is null || !Place(at, steps[^1], JsonText.Value(text), name)) return;
        origins.Replace(string.Join(':', steps), _here);
    }

    private JsonNode? Enter(JsonNode at, string step, string name, bool intoList)
    {
        var child = at is JsonArray list ? Item(list, step) : at.AsObject()[step];
        if (child is JsonObject or JsonArray) return child;
        if (child is JsonValue single && !single.TryGetValue<string>(out _))
        {
            _problems.Add($"{name}: {step} is {single.ToJsonString()}, which has nothing inside.");
            return null;
        }
        // "gate": "tanh" is short for "gate": { "type": "tanh" }.
        JsonNode made = child is not null ? new JsonObject(JsonText.NodeOptions) { ["type"] = child.DeepClone() }
            : intoList ? new JsonArray() : new JsonObject(JsonText.NodeOptions);
        return Place(at, step, made, name) ? made : null;
    }

    private bool Place(JsonNode at, string step, JsonNode? value, string name)
    {
        if (at is not JsonArray list)
        {
            if (value is null) at.AsObject().Remove(step);
            else at.AsObject()[step] = value;
            return true;
        }
        if (!IsIndex(step) || Index(step) > list.Count) _problems.Add($"{name}: expected an index from 0 to {list.Count} (which appends); got {step}.");
        else if (value is null) _problems.Add($"{name}: an item cannot be taken out of a list; set the whole list.");
        else if (Index(step) == list.Count) list.Add(value);
        else list[Index(step)] = value;
        return _problems.Count == 0;
    }

    private static JsonNode? Item(JsonArray list, string step) => IsIndex(step) && Index(step) < list.Count ? list[Index(step)] : null;

    private static bool IsIndex(string step) => step.Length <= 6 && step.All(char.IsAsciiDigit);

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[^.\[\]:]+(\[\d+\])*(\.[^.\[\]:]+(\[\d+\])*){0,31}$")]
    private static partial Regex Path();

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex Step();
}
