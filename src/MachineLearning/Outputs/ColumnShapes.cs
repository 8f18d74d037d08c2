using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Outputs;

/// <summary>Makes shapes of columns. ML.NET has no public way to, so a mapping that never runs declares them.</summary>
internal static class ColumnShapes
{
    /// <summary>The annotation that names the numbers of a vector.</summary>
    public const string SlotNames = "SlotNames";

    // A catalog cannot say whose context it belongs to; shapes need one, and nothing of it shows.
    private static readonly MLContext Context = new();

    /// <summary>The shape of a column of vectors of Single with slot names.</summary>
    public static SchemaShape.Column Vector(string name)
    {
        var definition = SchemaDefinition.Create(typeof(Made));
        var column = definition[nameof(Made.Values)];
        column.ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1);
        column.AddAnnotation(SlotNames, new VBuffer<ReadOnlyMemory<char>>(1, [name.AsMemory()]), new VectorDataViewType(TextDataViewType.Instance, 1));
        column.ColumnName = name;
        return Context.Transforms.CustomMapping<Nothing, Made>((_, _) => { }, null, outputSchemaDefinition: definition)
            .GetOutputSchema(new SchemaShape([]))[0];
    }

    private sealed class Nothing;

    private sealed class Made
    {
        public float[] Values { get; set; } = [];
    }
}
