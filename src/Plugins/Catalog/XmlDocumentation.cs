using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Eegavi.Plugins;

/// <summary>The documentation comments of an assembly, read from the XML file beside it. Without that file every text is empty.</summary>
public sealed class XmlDocumentation
{
    private static readonly ConcurrentDictionary<Assembly, XmlDocumentation> Known = [];
    private readonly Dictionary<string, XElement> _members;

    private XmlDocumentation(Assembly assembly) => _members = Load(Path.ChangeExtension(assembly.Location, ".xml"));

    /// <summary>The comments of an assembly, read once.</summary>
    public static XmlDocumentation Of(Assembly assembly) => Known.GetOrAdd(assembly, key => new(key));

    /// <summary>A type's summary in one line.</summary>
    public string Summary(Type type) => Text("T:" + Name(type), "summary");

    /// <summary>A property's summary in one line.</summary>
    public string Summary(PropertyInfo property) => Text($"P:{Name(property.DeclaringType!)}.{property.Name}", "summary") is { Length: > 0 } text
        ? text
        : Parameter(property);

    /// <summary>A type's remarks in one line.</summary>
    public string Remarks(Type type) => Text("T:" + Name(type), "remarks");

    // A positional record documents its properties as parameters of the record.
    private string Parameter(PropertyInfo property) => _members.TryGetValue("T:" + Name(property.DeclaringType!), out var member)
        ? Plain(member.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == property.Name))
        : "";

    private string Text(string member, string element) => _members.TryGetValue(member, out var found) ? Plain(found.Element(element)) : "";

    private static string Name(Type type) => (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static Dictionary<string, XElement> Load(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            var members = XDocument.Load(path).Root?.Element("members")?.Elements("member") ?? [];
            return members.DistinctBy(member => member.Attribute("name")?.Value ?? "").ToDictionary(member => member.Attribute("name")?.Value ?? "");
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // Documentation is a courtesy: a damaged file costs the texts, not the run.
            return [];
        }
    }

    private static string Plain(XElement? element)
    {
        var text = new StringBuilder();
        // In the order of the file, and without recursion: a stranger's file may be nested deeper than the stack is.
        foreach (var node in element?.DescendantNodes() ?? []) Append(text, node);
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(StringBuilder text, XNode node)
    {
        if (node is XText plain) text.Append(plain.Value);
        if (node is not XElement element) return;
        var target = element.Attribute("cref") ?? element.Attribute("name") ?? element.Attribute("langword");
        if (element.IsEmpty && target is not null) text.Append(target.Value.Split(':')[^1].Split('(')[0].Split('.')[^1].Split('`')[0]);
        if (element.Name == "para") text.Append(' ');
    }
}
