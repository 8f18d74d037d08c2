using System.Collections;
using System.Globalization;

namespace TorchSharp.Modules
{
    /// <summary>Modules in a list, registered as 0, 1, 2 and so on.</summary>
    public class ModuleList<T> : torch.nn.Module, IList<T> where T : torch.nn.Module
    {
        private readonly List<T> _list = new();
        private bool _registered;

        /// <summary>A list of the given modules.</summary>
        public ModuleList(params T[] modules) : base(nameof(ModuleList<T>))
        {
            if (modules is { Length: > 0 })
            {
                _list.AddRange(modules);
            }
        }

        /// <summary>The module at a position.</summary>
        public T this[int index]
        {
            get => _list[index];
            set
            {
                _list[index] = value;
                Renumber();
            }
        }

        /// <summary>How many modules there are.</summary>
        public int Count => _list.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>Appends a module.</summary>
        public void Add(T item)
        {
            _list.Add(item);
            if (_registered)
            {
                register_module((_list.Count - 1).ToString(CultureInfo.InvariantCulture), item);
            }
        }

        /// <summary>Appends modules.</summary>
        public void append(params T[] parameters) => extend(parameters);

        /// <summary>Appends modules.</summary>
        public void extend(IEnumerable<T> modules)
        {
            foreach (var module in modules)
            {
                Add(module);
            }
        }

        /// <summary>Removes all modules.</summary>
        public void Clear()
        {
            _list.Clear();
            Renumber();
        }

        /// <summary>Whether a module is in the list.</summary>
        public bool Contains(T item) => _list.Contains(item);

        /// <summary>Copies the modules.</summary>
        public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

        /// <summary>The modules in order.</summary>
        public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

        /// <summary>The position of a module, or -1.</summary>
        public int IndexOf(T item) => _list.IndexOf(item);

        /// <summary>Inserts a module; later ones move up.</summary>
        public void Insert(int index, T item)
        {
            _list.Insert(index, item);
            Renumber();
        }

        /// <summary>Removes a module; later ones move down.</summary>
        public bool Remove(T item)
        {
            var removed = _list.Remove(item);
            Renumber();
            return removed;
        }

        /// <summary>Removes the module at a position; later ones move down.</summary>
        public void RemoveAt(int index)
        {
            _list.RemoveAt(index);
            Renumber();
        }

        /// <inheritdoc/>
        protected override void RegisterComponents()
        {
            if (!_registered)
            {
                _registered = true;
                Renumber();
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Renumber()
        {
            if (!_registered)
            {
                return;
            }

            ClearModules();
            for (var i = 0; i < _list.Count; i++)
            {
                register_module(i.ToString(CultureInfo.InvariantCulture), _list[i]);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules.</summary>
            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

            /// <summary>A list of modules.</summary>
            public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);
        }
    }
}
