using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>How chains lie in a model file: one folder a transformer.</summary>
internal static class TransformerChains
{
    internal static void Save(ModelSaveContext ctx, ITransformer[] transformers, TransformerScope[] scopes)
    {
        ctx.Sign<Loader>();
        ctx.Writer.Write(transformers.Length);
        for (var i = 0; i < transformers.Length; i++)
        {
            ctx.Writer.Write((int)scopes[i]);
            ctx.SaveModel(Folder(i), transformers[i]);
        }
    }

    private static string Folder(int index) => string.Create(CultureInfo.InvariantCulture, $"Transform_{index:000}");

    private sealed class Loader : IModelLoader
    {
        public object Load(ModelLoadContext ctx)
        {
            var folder = 0;
            var links = ctx.Reader.ReadList(() => (Scope: (TransformerScope)ctx.Reader.ReadInt32(), Transformer: ctx.LoadModel<ITransformer>(Folder(folder++))));
            return new TransformerChain<ITransformer>(links.Select(link => link.Transformer), links.Select(link => link.Scope));
        }
    }
}
