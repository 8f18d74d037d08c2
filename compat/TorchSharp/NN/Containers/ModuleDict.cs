using System.Collections;
using TorchSharp.Utils;

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order of adding.</summary>
    public class ModuleDict<T> : torch.nn.Module, IDictionary<string, T>, IList<(string, T)> where T : torch.nn.Module
    {
        private readonly OrderedDict<string, T> _dict = new();
        private bool _registered;

        /// <summary>An empty dictionary.</summary>
        public ModuleDict() : base(nameof(ModuleDict<T>))
        {
        }

        /// <summary>The module of a name.</summary>
        public T this[string key]
        {
            get => _dict[key];
            set
            {
                _dict[key] = value;
                Reregister();
            }
        }

        /// <summary>The entry at a position.</summary>
        public (string, T) this[int index]
        {
            get => _dict[index];
            set
            {
                _dict[index] = value;
                Reregister();
            }
        }

        /// <summary>Names in order.</summary>
        public ICollection<string> Keys => _dict.Keys;

        /// <summary>Modules in order.</summary>
        public ICollection<T> Values => _dict.Values;

        /// <summary>How many modules there are.</summary>
        public int Count => _dict.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>Names in order.</summary>
        public IEnumerable<string> keys() => _dict.Keys;

        /// <summary>Modules in order.</summary>
        public IEnumerable<T> values() => _dict.Values;

        /// <summary>Entries in order.</summary>
        public IEnumerator<(string, T)> items() => _dict.GetEnumerator();

        /// <summary>Entries in order.</summary>
        public IEnumerator<(string, T)> GetEnumerator() => _dict.GetEnumerator();

        /// <summary>Adds a module.</summary>
        public void Add(string key, T value)
        {
            _dict.Add(key, value);
            if (_registered)
            {
                register_module(key, value);
            }
        }

        /// <summary>Adds a module.</summary>
        public void Add((string, T) item) => Add(item.Item1, item.Item2);

        /// <summary>Adds a module.</summary>
        public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

        /// <summary>Inserts an entry.</summary>
        public void Insert(int index, (string, T) item)
        {
            _dict.Insert(index, item);
            Reregister();
        }

        /// <summary>Removes the module of a name.</summary>
        public bool Remove(string key)
        {
            var removed = _dict.Remove(key);
            Reregister();
            return removed;
        }

        /// <summary>Removes an entry.</summary>
        public bool Remove((string, T) item) => Remove(item.Item1);

        /// <summary>Removes an entry.</summary>
        public bool Remove(KeyValuePair<string, T> item) => Remove(item.Key);

        /// <summary>Removes the entry at a position.</summary>
        public void RemoveAt(int index) => Remove(_dict[index].Item1);

        /// <summary>Removes all modules.</summary>
        public void Clear()
        {
            _dict.Clear();
            Reregister();
        }

        /// <summary>Removes all modules.</summary>
        public void clear() => Clear();

        /// <summary>Whether a name is present.</summary>
        public bool ContainsKey(string key) => _dict.ContainsKey(key);

        /// <summary>Whether an entry is present.</summary>
        public bool Contains((string, T) item) => _dict.Contains(item);

        /// <summary>Whether an entry is present.</summary>
        public bool Contains(KeyValuePair<string, T> item) => _dict.Contains(item);

        /// <summary>The position of an entry, or -1.</summary>
        public int IndexOf((string, T) item) => _dict.IndexOf(item);

        /// <summary>The module of a name, if it is present.</summary>
        public bool TryGetValue(string key, out T value) => _dict.TryGetValue(key, out value);

        /// <summary>Copies the entries.</summary>
        public void CopyTo((string, T)[] array, int arrayIndex) => _dict.CopyTo(array, arrayIndex);

        /// <summary>Copies the entries.</summary>
        public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _dict.CopyTo(array, arrayIndex);

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
            ((IEnumerable<KeyValuePair<string, T>>)_dict).GetEnumerator();

        /// <inheritdoc/>
        protected override void RegisterComponents()
        {
            if (!_registered)
            {
                _registered = true;
                Reregister();
            }
        }

        private void Reregister()
        {
            if (!_registered)
            {
                return;
            }

            ClearModules();
            foreach (var (key, module) in _dict)
            {
                register_module(key, module);
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
            /// <summary>Modules by name.</summary>
            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var result = new Modules.ModuleDict<T>();
                foreach (var entry in modules)
                {
                    result.Add(entry);
                }

                return result;
            }

            /// <summary>Modules by name.</summary>
            public static Modules.ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);
        }
    }
}
